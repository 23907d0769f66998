"""What belongs to people in other tables: queries built once, for nothing is read more often."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Select, Table, select

from surveys.store.reaching import out_of_reach
from surveys.store.tables import accounts, managers, people, people_dates, roles

_MORE: Final = {accounts: (out_of_reach().label("out_of_reach"),)}
OWNED: Final[Mapping[Table, Select[Any]]] = {
    table: select(table, *_MORE.get(table, ())).join(people, table.c.person_id == people.c.id)
    for table in (accounts, managers, roles, people_dates)
}
