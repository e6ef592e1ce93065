"""Real Anki for tests/anki/main.rs: imports a package twice, says what it then holds as JSON, and
exports it again in both forms.

usage: collection.py PACKAGE OUT_FOLDER
"""

import json
import os
import sys
import tempfile

from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

package, out = map(os.path.abspath, sys.argv[1:])
col = Collection(os.path.join(tempfile.mkdtemp(), "collection.anki2"))
request = ImportAnkiPackageRequest(
    package_path=package,
    options=ImportAnkiPackageOptions(merge_notetypes=True, with_scheduling=True),
)
first = col.import_anki_package(request).log
second = col.import_anki_package(request).log
cards = []
for card in map(col.get_card, col.find_cards("")):
    note = card.note()
    cards.append(
        {
            "guid": note.guid,
            "front": note["Front"],
            "tags": note.tags,
            "source": note["Source"],
            "deck": col.decks.name(card.did),
            "type": card.type,
            "queue": card.queue,
            "days": card.due - col.sched.today if card.type == 2 else None,
            "ivl": card.ivl,
            "factor": card.factor,
            "reps": card.reps,
            "lapses": card.lapses,
        }
    )
revlog = col.db.all(
    "select n.guid, r.id, r.ease, r.ivl, r.lastIvl, r.factor, r.time, r.type from revlog r "
    "join cards c on c.id = r.cid join notes n on n.id = c.nid order by r.id"
)
message, sound = col.fix_integrity()
for legacy in (True, False):
    col.export_anki_package(
        out_path=os.path.join(out, "legacy.apkg" if legacy else "modern.apkg"),
        limit=None,
        options=ExportAnkiPackageOptions(
            with_scheduling=True, with_deck_configs=False, with_media=True, legacy=legacy
        ),
    )
json.dump(
    {
        "first": len(first.new),
        "second": [len(second.new), len(second.updated), len(second.conflicting)],
        "notes": col.note_count(),
        "cards": cards,
        "revlog": revlog,
        "sound": sound,
        "message": message,
    },
    sys.stdout,
)
col.close()
