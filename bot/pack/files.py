"""A pack's files, by name: what is written to a folder, and what is sent in Slack."""

from bot.pack.outline import paper
from bot.pack.page import page
from bot.pack.plans import plans
from surveys.model.packs import Pack


def files_of(pack: Pack) -> dict[str, bytes]:
    """Return a page, a text document and a workbook with the same figures, then action plans.

    Equal packs make equal files, byte for byte.
    """
    # Slow to import, and hardly any command needs them.
    from bot.pack.text_document import text_document
    from bot.pack.workbook import workbook

    laid_out = paper(pack)
    name = _name(pack)
    documents = {
        f"{name}.html": page(laid_out),
        f"{name}.docx": text_document(laid_out),
        f"{name}.xlsx": workbook(laid_out),
    }
    return documents | {
        f"{name}-actions-{columns}.csv": made for columns, made in plans(pack).items()
    }


def slides_of(pack: Pack) -> dict[str, bytes]:
    """Return a picture for a slide of every chart. Equal packs make equal files."""
    from bot.pack.slides import slides

    return slides(paper(pack), _name(pack))


def _name(pack: Pack) -> str:
    return f"staff-voice-{pack.quarter.name}-{pack.audience}"
