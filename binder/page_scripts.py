"""Puts the scripts of pages where JupyterLab serves them and where execute.py finds them:
page_scripts.py JUPYTER_DATA_FOLDER CLASSPATH"""

import os
import pathlib
import sys
import zipfile

from jupyter_core.paths import jupyter_path

# Where each lies in a Jupyter data folder, and in which webjar, under which name.
SCRIPTS = {
    "plotly": (pathlib.Path("labextensions/differnet-plotly/plotly.js"), "plotly.js-dist", "/plotly.js"),
    "katex": (pathlib.Path("labextensions/differnet-katex/katex.js"), "katex", "/dist/katex.min.js"),
    "auto-render": (pathlib.Path("labextensions/differnet-katex/auto-render.js"), "katex", "/dist/contrib/auto-render.min.js"),
}


def install(base, classpath):
    """Copies them from their webjars on the class path into a Jupyter data folder."""
    entries = [pathlib.Path(entry) for entry in classpath.split(os.pathsep)]
    for place, webjar, file in SCRIPTS.values():
        jars = [entry for entry in entries if entry.name.startswith(f"{webjar}-") and entry.parent.parent.name == webjar]
        if not jars:
            sys.exit(f"no jar {webjar} on the class path. Build again: rm -r tests/target; binder/setup")
        target = base / place
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(jars[0]) as jar:
            name = next(name for name in jar.namelist() if name.endswith(file))
            if not target.is_file() or target.stat().st_size != jar.getinfo(name).file_size:
                target.write_bytes(jar.read(name))


def find(script):
    """Where one of them lies in one of Jupyter's data folders, or None."""
    place = SCRIPTS[script][0]
    places = (pathlib.Path(folder, *place.parts[1:]) for folder in jupyter_path(place.parts[0]))
    return next((place for place in places if place.is_file()), None)


if __name__ == "__main__":
    install(pathlib.Path(sys.argv[1]), sys.argv[2])
