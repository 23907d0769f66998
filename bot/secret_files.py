"""Settings from files, one each, so that no secret is in an environment or a list of processes."""

from pathlib import Path
from typing import Any, Final, get_args

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from surveys.errors import SettingsWrong
from surveys.wording import _

ADDRESS: Final = "database_url"


class _Files(PydanticBaseSettingsSource):
    """Files of a folder that are named as the settings are, in lower case or in capitals."""

    def __init__(self, settings_cls: type[BaseSettings], folder: str | Path | None) -> None:
        super().__init__(settings_cls)
        self._folder = Path(folder).expanduser() if folder else None

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return what a setting's file holds, None where there is none or it is no secret."""
        # Any other setting is better seen where the rest of them are.
        is_secret = SecretStr in get_args(field.annotation) or field_name == ADDRESS
        names = (field_name, field_name.upper()) if is_secret and self._folder else ()
        for file in (Path(self._folder or "", name) for name in names):
            if file.exists():
                return file.read_text("utf-8").strip() or None, field_name, False
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """Return every setting that has a file. Raises SettingsWrong."""
        if self._folder is None:
            return {}
        try:
            if not self._folder.is_dir():
                raise SettingsWrong(_("SECRETS_DIR: there is no such folder"))
            found = {
                name: self.get_field_value(field, name)[0]
                for name, field in self.settings_cls.model_fields.items()
            }
        except (OSError, UnicodeDecodeError):
            raise SettingsWrong(_("SECRETS_DIR: a file there can't be read")) from None
        return {name: value for name, value in found.items() if value is not None}


class SecretsInFiles(BaseSettings):
    """Settings of which the secret ones may be in files."""

    secrets_dir: Path | None = None  # None: none is

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the library's own way
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read what is given, then the files, the environment and .env."""
        usual = (env_settings, dotenv_settings)
        everywhere = [found for one in (init_settings, *usual) if "secrets_dir" in (found := one())]
        files = _Files(settings_cls, everywhere[0]["secrets_dir"] if everywhere else None)
        return (init_settings, files, *usual)  # a container's environment holds mere defaults
