"""Windows of thirteen rounds, each with the tree as it stood when the window began."""

from sqlalchemy import Connection, insert, select

from surveys.model.tree import Node, Tree
from surveys.store.tables import window_nodes, windows


class Windows:
    """The frozen trees."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, survey: str, number: int) -> str | None:
        """Return the id of a survey's window. None: it has not begun."""
        query = select(windows.c.id).where(windows.c.survey == survey, windows.c.number == number)
        return self._connection.execute(query).scalar()

    def add(self, window_id: str, survey: str, number: int, tree: Tree) -> None:
        """Begin a window with its tree."""
        self._connection.execute(insert(windows).values(id=window_id, survey=survey, number=number))
        rows = [
            {
                "window_id": window_id,
                "node_id": node.id,
                "position": position,
                "parent_id": node.parent_id,
                "name": node.name,
                "unit_id": node.unit_id,
            }
            for position, node in enumerate(tree.nodes)
        ]
        self._connection.execute(insert(window_nodes), rows)

    def tree(self, window_id: str) -> Tree:
        """Return the tree frozen for a window."""
        query = (
            select(window_nodes)
            .where(window_nodes.c.window_id == window_id)
            .order_by(window_nodes.c.position)
        )
        rows = self._connection.execute(query)
        return Tree(tuple(Node(row.node_id, row.parent_id, row.name, row.unit_id) for row in rows))
