"""Writes the kernel spec "java" and, beside it, the scripts that draw figures and formulas:
kernelspec.py --user|FOLDER JAVA VERSION CLASSPATH_FILE

The kernel is, in this order: a JJava that is installed; JJava from PyPI; JJava's release; another Java kernel that is
installed, such as IJava; the project's own. A kernel whose program or jars are not there is none. The choice is
announced, and later runs keep it.
"""

import json
import os
import pathlib
import shutil
import sys

import jjava
import page_scripts
from jupyter_core.paths import jupyter_data_dir, jupyter_path

OWN = "org.differnet.kernel.JavaKernel"
MARK = {"installed_by": "org.differnet"}


def read(folder):
    """The kernel spec in a folder; empty where there is none that can be read."""
    try:
        spec = json.loads((folder / "kernel.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return spec if isinstance(spec, dict) else {}


def command(folder):
    """What the kernel in a folder is started by."""
    argv = read(folder).get("argv")
    return [str(part).replace("{resource_dir}", str(folder)) for part in argv] if isinstance(argv, list) else []


def is_ours(folder):
    return OWN in command(folder) or read(folder).get("metadata") == MARK


def starts(folder):
    program, *arguments = command(folder) or [""]
    jars = (jar for part in arguments if not part.startswith("-") for jar in part.split(os.pathsep) if jar.endswith(".jar"))
    return bool(shutil.which(program)) and all(pathlib.Path(jar).is_file() for jar in jars)


def installed():
    """The folder of the Java kernel of someone else that Jupyter finds first, or None."""
    folders = (pathlib.Path(folder, "java") for folder in jupyter_path("kernels"))
    return next((folder for folder in folders if starts(folder) and not is_ours(folder)), None)


def say(text):
    print(text, file=sys.stderr)


def choose(target, others):
    """Puts JJava into the target if it can be had; whether a kernel of someone else is to be used as it is."""
    if is_ours(target):
        return False
    kept = target.parent / "java.kept"
    if others and (others == target or kept.is_file() or "jjava" in " ".join(command(others)).lower()):
        say(f"Using the Java kernel that is already installed in {others}")
        return True
    if (target / jjava.JAR).is_file():
        return False
    refusals = jjava.install(target)
    if not refusals:
        return False
    why = "; ".join(refusals)
    if others:
        say(f"Using the Java kernel that is already installed in {others}; JJava cannot be had ({why})")
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(str(others), encoding="utf-8")
        return True
    say(f"Using the project's own Java kernel; JJava cannot be had ({why})")
    return False


def main(where, java, version, classpath_file):
    classpath = pathlib.Path(classpath_file).read_text(encoding="utf-8").strip()
    base = pathlib.Path(jupyter_data_dir() if where == "--user" else where).absolute()
    target = base / "kernels" / "java"
    page_scripts.install(base, classpath)
    if choose(target, installed()):
        return
    # The serial collector keeps the heap small: what is large lies in native memory, and Binder gives 2 GB in all.
    options = ["-XX:+UseSerialGC", "-Djava.awt.headless=true", "-Dai.djl.offline=true"]
    if int(version) >= 22:
        options.append("--enable-native-access=ALL-UNNAMED")
    if int(version) >= 23:
        options.append("--sun-misc-unsafe-memory-access=allow")
    env = {"OMP_WAIT_POLICY": "PASSIVE", "DJL_OFFLINE": "true"}
    jar = target / jjava.JAR
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


if __name__ == "__main__":
    main(*sys.argv[1:])
