"""Nothing in the project speaks of the machine it was written on."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TRACES = re.compile(
    r"(?<![\w.])/(?:root|farm|work)/"
    r"|https?://[^\s\"']*(?:pypi|npmjs|registry|mirror)[^\s\"']*",
)


def test_no_file_holds_a_path_or_a_registry():
    files = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True
    )
    found = []
    for name in files.stdout.decode().splitlines():
        path = ROOT / name
        if path == Path(__file__).resolve() or not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or an archive
        found += [f"{name}: {match.group()}" for match in TRACES.finditer(text)]
    assert not found
