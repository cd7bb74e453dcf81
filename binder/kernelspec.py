"""Writes the kernel spec "java" and, beside it, Plotly for its figures:
kernelspec.py --sys-prefix|--user JAVA VERSION CLASSPATH_FILE

A kernel of that name that is already installed stays in use; else JJava is, where the network gives it; else the
project's own. Later runs keep the choice of the first.
"""

import json
import pathlib
import shutil
import sys

import jjava
import plotly_js
from jupyter_core.paths import jupyter_data_dir, jupyter_path

OWN = "org.differnet.kernel.JavaKernel"
MARK = {"installed_by": "org.differnet"}


def is_ours(spec):
    text = (spec / "kernel.json").read_text(encoding="utf-8")
    return OWN in text or json.loads(text).get("metadata") == MARK


where, java, version, classpath_file = sys.argv[1:]
classpath = pathlib.Path(classpath_file).read_text(encoding="utf-8").strip()
base = pathlib.Path(sys.prefix, "share", "jupyter") if where == "--sys-prefix" else pathlib.Path(jupyter_data_dir())
target = base / "kernels" / "java"
plotly_js.install(base, classpath)

for folder in jupyter_path("kernels"):
    spec = pathlib.Path(folder, "java")
    if (spec / "kernel.json").is_file() and not is_ours(spec):
        print(f"Using the Java kernel that is already installed in {spec}", file=sys.stderr)
        if (target / "kernel.json").is_file() and is_ours(target):
            shutil.rmtree(target)
        sys.exit()

jar = target / jjava.JAR
if not jar.is_file() and not (target / "kernel.json").is_file():
    missing = jjava.install(target)
    if missing:
        print(f"Using the project's own Java kernel; JJava cannot be had ({missing})", file=sys.stderr)

# The serial collector keeps the heap small: what is large lies in native memory, and Binder gives 2 GB in all.
options = ["-XX:+UseSerialGC", "-Djava.awt.headless=true", "-Dai.djl.offline=true"]
if int(version) >= 22:
    options.append("--enable-native-access=ALL-UNNAMED")
if int(version) >= 23:
    options.append("--sun-misc-unsafe-memory-access=allow")
env = {"OMP_WAIT_POLICY": "PASSIVE", "DJL_OFFLINE": "true"}
if jar.is_file():
    # As JJava's launcher does, without a second JVM beside the kernel.
    program = ["--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED", "-jar", str(jar)]
    env["JJAVA_CLASSPATH"] = classpath
else:
    program = ["-cp", classpath, OWN]
target.mkdir(parents=True, exist_ok=True)
spec = {
    "argv": [java, *options, *program, "{connection_file}"],
    "display_name": "Java",
    "language": "java",
    "interrupt_mode": "message",
    "metadata": MARK,
    "env": env,
}
(target / "kernel.json").write_text(json.dumps(spec, indent=1), encoding="utf-8")
