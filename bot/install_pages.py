"""The pages that whoever installs the app in a workspace sees: plain, and with nothing to load."""

from html import escape

from surveys.wording import _

HEADERS = [
    ("content-type", "text/html; charset=utf-8"),
    ("cache-control", "no-store"),
    ("referrer-policy", "no-referrer"),  # the address holds what Slack gave for this once
    ("x-content-type-options", "nosniff"),
    (
        "content-security-policy",
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'",
    ),
]
_STYLE = (
    "body{font:1.125rem/1.5 system-ui,sans-serif;margin:0;color:#1d1c1d;background:#fff}"
    "main{max-width:38rem;margin:0 auto;padding:2rem 1.25rem}"
    "h1{font-size:1.75rem;line-height:1.2;border-left:.4rem solid #1f4e5f;padding-left:.8rem}"
    "a{color:#0b4c8c}a:focus-visible{outline:3px solid #1f4e5f;outline-offset:3px}"
    "@media(prefers-color-scheme:dark){body{color:#f2f2f2;background:#1a1d21}a{color:#9ecbff}"
    "h1{border-color:#7fb7c9}}"
)


def installed_page(language: str, team: str, workspace: str) -> bytes:
    """Say that the app is installed, and what comes next."""
    return _page(
        language,
        _("Staff Voice is installed"),
        [
            _("It is installed in {team} and can write to its people.").format(team=team),
            _(
                "Nobody hears from it before they are on the list of people: there, this"
                " workspace is called {workspace}."
            ).format(workspace=workspace),
            _("You can close this page."),
        ],
    )


def refused_page(language: str, sentence: str, begin_again: str | None) -> bytes:
    """Say why it was not installed; `begin_again` is where to. None: that would not help."""
    return _page(language, _("Nothing was installed just now"), [sentence], begin_again)


def _page(language: str, title: str, sentences: list[str], begin_again: str | None = None) -> bytes:
    said = "".join(f"<p>{escape(one)}</p>" for one in sentences)
    if begin_again:
        said += f'<p><a href="{escape(begin_again)}">{escape(_("Begin again"))}</a></p>'
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{said}</main></body></html>"
    ).encode()
