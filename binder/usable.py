"""Ends with 0 where this Python runs notebooks, or else says in one line what it lacks: usable.py run|lab

The versions are those of Debian 12, the oldest that the scripts are tried with.
"""

import importlib
import sys
from importlib.metadata import PackageNotFoundError, version

RUN = {"jupyter_client": (7, 4), "nbclient": (0, 7), "nbconvert": (6, 5), "nbformat": (5, 0)}
BROWSER = {"jupyterlab": (3, 0), "notebook": (6, 4)}


def lack(name, least):
    """What is wrong with a package, or None."""
    try:
        found = version(name)
        importlib.import_module(name)
    except PackageNotFoundError:
        return f"{name} is missing"
    except Exception as e:
        return f"{name} cannot be imported: {e!r}"
    numbers = tuple(int(part) for part in found.split(".")[:2] if part.isdigit())
    return None if numbers >= least else f"{name} is {found}, older than {'.'.join(map(str, least))}"


def main(purpose):
    lacks = [lack(name, least) for name, least in RUN.items()]
    if purpose == "lab":
        browsers = [lack(name, least) for name, least in BROWSER.items()]
        lacks += browsers if all(browsers) else []
    return "; ".join(filter(None, lacks)) or None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
