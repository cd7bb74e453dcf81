"""Runs a notebook for real and tells how it goes: execute.py NOTEBOOK FOLDER

Writes the executed notebook and an HTML page of it into FOLDER, also when a cell fails (the exit status is 1 then) and
when Ctrl-C stops it (130). The notebook itself is only read. Lines of its outputs that begin with "HEADLINE " are
repeated at the end.
"""

import asyncio
import atexit
import base64
import gzip
import pathlib
import re
import signal
import sys
import time

import nbformat
import page_scripts
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert import HTMLExporter

SECONDS_BETWEEN_LINES = 5
FIGURE = "window.differnetPlotly"
# Scripts as text that the browser unpacks and runs as a function: plain, they would hide in modules of require.js.
RESOURCES = pathlib.Path(__file__).parent / "kernel/src/main/resources/org/differnet/kernel"
# What nbconvert would load from elsewhere, unchecked: MathJax (Debian's from its folder) and Mermaid.
LOADED = re.compile(
    r"""<script[^>]*\ssrc=[^>]*>\s*</script>"""
    r"""|<script type="module">(?:(?!</script>).)*https://(?:(?!</script>).)*</script>""",
    re.DOTALL,
)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Narrated(NotebookClient):
    """Prints each cell as it begins, how long it took, and now and then what it shows meanwhile; Ctrl-C ends it."""

    def heed_signals(self, notebook):
        # In place of nbclient's own handlers, which end the kernel under the cell and fail for it.
        run = asyncio.current_task()

        def stop():
            self.stopped = True
            run.cancel()

        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            if sys.platform == "win32":
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))
            else:
                loop.add_signal_handler(number, stop)

    def narrate_start(self, cell, cell_index):
        self.started = self.said = time.monotonic()
        lines = [line for line in cell.source.splitlines() if line.strip()]
        number = sum(c.cell_type == "code" for c in self.nb.cells[: cell_index + 1])
        print(f"[{number}/{self.count}] {lines[0][:100] if lines else ''}", flush=True)

    def narrate_end(self, cell, cell_index, execute_reply):
        print(f"      {time.monotonic() - self.started:.1f} s", flush=True)

    def process_message(self, msg, cell, cell_index):
        now = time.monotonic()
        if now - self.said >= SECONDS_BETWEEN_LINES:
            content = msg["content"]
            text = content.get("text") or content.get("data", {}).get("text/plain") or ""
            if text.strip():
                self.said = now
                print(f"      {text.strip().splitlines()[-1][:120]}", flush=True)
        return super().process_message(msg, cell, cell_index)

    def __init__(self, notebook, **options):
        hooks = {"on_cell_execute": self.narrate_start, "on_cell_executed": self.narrate_end}
        super().__init__(notebook, on_notebook_start=self.heed_signals, **hooks, **options)
        self.stopped = False
        self.count = sum(cell.cell_type == "code" for cell in notebook.cells)


def outputs(notebook):
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def errors(notebook):
    lines = [line for output in outputs(notebook) if output.output_type == "error" for line in output.traceback]
    return lines if sys.stderr.isatty() else [COLOUR.sub("", line) for line in lines]


def headlines(notebook):
    texts = (o.get("text") or o.get("data", {}).get("text/plain", "") for o in outputs(notebook))
    return [line[len("HEADLINE ") :] for text in texts for line in text.splitlines() if line.startswith("HEADLINE ")]


def html_page(notebook):
    """The notebook as a page that needs no network; Plotly is in it once, if a figure is, KaTeX if a formula is."""
    page = LOADED.sub("", HTMLExporter(require_js_url="").from_notebook_node(notebook)[0])
    if any(FIGURE in output.get("data", {}).get("text/html", "") for output in outputs(notebook)):
        page = with_script(page, "plotly.html", "PACKED_PLOTLY", ["plotly"], "figures of the page stay still images")
    if any(cell.cell_type == "markdown" and "$" in cell.source for cell in notebook.cells):
        page = with_script(page, "formulas.html", "PACKED_KATEX", ["katex", "auto-render"], "formulas stay as written")
    return page


def with_script(page, header, place, names, otherwise):
    """The page with scripts, packed, in its head."""
    files = [page_scripts.find(name) for name in names]
    if None in files:
        print(f"{names[0]} is not installed, {otherwise}; binder/setup installs it", file=sys.stderr)
        return page
    packed = base64.b64encode(gzip.compress(b"\n".join(file.read_bytes() for file in files), mtime=0)).decode("ascii")
    text = (RESOURCES / header).read_text(encoding="utf-8").replace(place, packed)
    return page.replace("</head>", text + "</head>", 1)


def main(source, folder):
    if not source.is_file():
        sys.exit(f"{source} is missing; name a notebook")
    notebook = nbformat.read(source, as_version=4)
    client = Narrated(
        notebook,
        kernel_name="java",
        timeout=None,
        startup_timeout=120,
        coalesce_streams=True,
        resources={"metadata": {"path": str(source.resolve().parent)}},
    )
    status = 0
    try:
        client.execute()
    except CellExecutionError:
        status = 1
        print("\n".join(errors(notebook)), file=sys.stderr)
    except (DeadKernelError, asyncio.CancelledError):
        status = 130 if client.stopped else 1
        if client.stopped:
            print("Stopped in the middle of this cell; what was executed before it is kept.", file=sys.stderr)
        else:
            print("The kernel ended in the middle of this cell; it may have run out of memory.", file=sys.stderr)
    except RuntimeError as error:
        # Nothing was executed, so nothing is written: the outputs of the notebook are of another run.
        print(f"The kernel did not start ({error}). Install it anew: binder/setup", file=sys.stderr)
        atexit.unregister(client._cleanup_kernel)  # It fails where there is no kernel.
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    executed = folder / source.name
    page = executed.with_suffix(".html")
    nbformat.write(notebook, executed)
    page.write_text(html_page(notebook), encoding="utf-8")
    print(f"Executed notebook: {executed}\nAs a page: {page}")
    for headline in headlines(notebook):
        print(headline)
    return status


if __name__ == "__main__":
    # A character that the terminal's encoding lacks is no reason to stop.
    sys.stdout.reconfigure(errors="replace")
    sys.exit(main(*map(pathlib.Path, sys.argv[1:])))
