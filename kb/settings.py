"""What an operator may set: environment variables `KB_*`, or the same names in lower case in `kb.toml`."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from sqlalchemy import URL

from ingest.fetch import addresses, proxies


def _words(value: object) -> object:
    """A comma-separated string is a list."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


def _exceptions(entries: frozenset[str]) -> frozenset[str]:
    """Whatever the fetcher would refuse is named now, not when the first address is fetched."""
    addresses.allowed(entries)
    return entries


def _proxy(text: str) -> str:
    """Likewise for the proxy."""
    if text:
        proxies.read_proxy(text)
    return text


class Settings(BaseSettings):
    """Every setting of the archive. Each is documented in `kb/docs/settings.md`; a test proves it."""

    model_config = SettingsConfigDict(env_prefix="KB_", toml_file="kb.toml", extra="forbid", frozen=True)

    data: Path = Field(Path("kb-data"), description="The folder that holds the database, the captures and the index.")
    database: str = Field("", description="A SQLAlchemy URL. Empty: the SQLite file `archive.db` in the data folder.")
    base_url: str = Field(
        "http://127.0.0.1:8000", description="The public address of the site, without a trailing slash."
    )
    site_name: str = Field("Threat KB", description="The name of the site, on every page and feed.")
    site_tagline: str = Field(
        "An archive of threat reports, official statements and security news", description="One line under the name."
    )
    operator: str = Field(
        "the operator of this archive", description="Who runs the site: named in feeds and in the footer."
    )
    contact: str = Field(
        "", description="A mail address or URL for questions: shown in the footer and sent when fetching."
    )
    help_title: str = Field("Blocklist Help", description="Heading of the help box beside a statement. Empty: no box.")
    help_text: str = Field(
        "Blocked? To check, get info and resolve listings go to", description="Text of the help box."
    )
    help_link: str = Field("Blocklist Removal Center", description="Words of the help box's link.")
    help_url: str = Field("/page/contacts", description="Where the help box's link leads.")
    feed_size: int = Field(50, ge=1, le=500, description="How many items a feed holds.")
    feed_content: str = Field(
        "full", pattern="^(full|summary)$", description="What feed items carry: `full` or `summary`."
    )
    page_size: int = Field(20, ge=1, le=100, description="How many hits or reports a page lists.")
    fetch_allow: Annotated[frozenset[str], NoDecode, BeforeValidator(_words), AfterValidator(_exceptions)] = Field(
        frozenset(),
        description="Private hosts that may be fetched from: `host`, `host:port` or a network.",
    )
    fetch_proxy: Annotated[str, AfterValidator(_proxy)] = Field(
        "", description="The HTTP proxy that everything is fetched through. Empty: none."
    )
    host: str = Field("127.0.0.1", description="The address that `kb serve` listens on.")
    port: int = Field(8000, ge=1, le=65535, description="The port that `kb serve` listens on.")
    threads: int = Field(8, ge=1, le=64, description="How many requests `kb serve` answers at once.")

    @field_validator("base_url")
    @classmethod
    def _no_slash_at_end(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        if not urlsplit(value).hostname:
            raise ValueError("must name a host, such as https://archive.example")
        return value.rstrip("/")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The command line wins over the environment, the environment over `kb.toml`."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def database_url(self) -> str:
        file = str((self.data / "archive.db").absolute())
        return self.database or URL.create("sqlite", database=file).render_as_string()
