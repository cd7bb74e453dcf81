"""Writes the kernel spec "java" and, beside it, Plotly for its figures:
kernelspec.py --sys-prefix|--user JAVA VERSION CLASSPATH_FILE"""

import json
import pathlib
import shutil
import sys

import plotly_js
from jupyter_core.paths import jupyter_data_dir, jupyter_path

OURS = "org.differnet.kernel.JavaKernel"


def is_ours(spec):
    return OURS in (spec / "kernel.json").read_text(encoding="utf-8")


where, java, version, classpath_file = sys.argv[1:]
classpath = pathlib.Path(classpath_file).read_text(encoding="utf-8").strip()
base = pathlib.Path(sys.prefix, "share", "jupyter") if where == "--sys-prefix" else pathlib.Path(jupyter_data_dir())
target = base / "kernels" / "java"
plotly_js.install(base, classpath)

for folder in jupyter_path("kernels"):
    spec = pathlib.Path(folder, "java")
    if (spec / "kernel.json").is_file() and not is_ours(spec):
        print(f"Using the Java kernel that is already installed in {spec}", file=sys.stderr)
        if target.is_dir() and is_ours(target):
            shutil.rmtree(target)
        sys.exit()

# The serial collector keeps the heap small: what is large lies in native memory, and Binder gives 2 GB in all.
options = ["-XX:+UseSerialGC", "-Djava.awt.headless=true", "-Dai.djl.offline=true"]
if int(version) >= 22:
    options.append("--enable-native-access=ALL-UNNAMED")
if int(version) >= 23:
    options.append("--sun-misc-unsafe-memory-access=allow")
target.mkdir(parents=True, exist_ok=True)
spec = {
    "argv": [java, *options, "-cp", classpath, OURS, "{connection_file}"],
    "display_name": "Java",
    "language": "java",
    "interrupt_mode": "message",
    "env": {"OMP_WAIT_POLICY": "PASSIVE", "DJL_OFFLINE": "true"},
}
(target / "kernel.json").write_text(json.dumps(spec, indent=1), encoding="utf-8")
