"""The rooms of the package: each imports only from those before it, so that whoever changes one knows what can break."""

from __future__ import annotations

import pytest

from migrationbook.core.files import read_text
from migrationbook.core.made import imported
from migrationbook.core.paths import PACKAGE

#: The rooms, the lowest first; those of one row know nothing of each other.
FLOORS = (
    ("core",),
    ("exercises",),
    ("corpus",),
    ("models", "drawings"),
    ("explorers",),
    ("lesson",),
    ("print", "site"),
    ("export", "check"),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def room_of(module: str) -> str:
    """Return the room of a module: ``migrationbook.core.made`` stands in ``core``."""
    return module.split(".")[1] if "." in module else ""


def test_every_folder_of_the_package_is_a_room() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == set(FLOOR)


@pytest.mark.parametrize("room", FLOOR)
def test_a_room_imports_only_from_rooms_below_it(room: str) -> None:
    wrong = []
    for path in sorted((PACKAGE / room).rglob("*.py")):
        for other in sorted({room_of(module) for module in imported(read_text(path))} & set(FLOOR)):
            allowed = other == room or FLOOR[other] < FLOOR[room] or (room, other) == ("drawings", "models")
            if not allowed:
                wrong.append(f"{path.relative_to(PACKAGE)} imports from {other}/")
    assert wrong == []
