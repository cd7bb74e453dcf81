"""Puts Plotly where JupyterLab serves it and where execute.py finds it: plotly_js.py JUPYTER_DATA_FOLDER CLASSPATH"""

import os
import pathlib
import sys
import zipfile

from jupyter_core.paths import jupyter_path

PLACE = pathlib.Path("labextensions", "differnet-plotly", "plotly.js")


def install(base, classpath):
    """Copies Plotly from its webjar on the class path into a Jupyter data folder."""
    jars = [pathlib.Path(entry) for entry in classpath.split(os.pathsep) if "plotly.js-dist" in pathlib.Path(entry).name]
    if not jars:
        sys.exit("Plotly is missing: no jar plotly.js-dist on the class path. Build again: rm -r tests/target; binder/setup")
    target = base / PLACE
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(jars[0]) as jar:
        name = next(name for name in jar.namelist() if name.endswith("/plotly.js"))
        if not target.is_file() or target.stat().st_size != jar.getinfo(name).file_size:
            target.write_bytes(jar.read(name))


def find():
    """Where Plotly lies in one of Jupyter's data folders, or None."""
    places = (pathlib.Path(folder, *PLACE.parts[1:]) for folder in jupyter_path(PLACE.parts[0]))
    return next((place for place in places if place.is_file()), None)


if __name__ == "__main__":
    install(pathlib.Path(sys.argv[1]), sys.argv[2])
