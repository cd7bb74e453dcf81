package org.differnet.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.differnet.SharedData;
import org.differnet.kernel.Jupyter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a student sees: JupyterLab in a real browser, where there is Chromium (Debian's package chromium). */
@Timeout(600)
class BrowserTest {

    private static final String LONG_FIT = """
            {"metadata": {"kernelspec": {"name": "java", "display_name": "Java"}}, "nbformat": 4, "nbformat_minor": 5, "cells": [
              {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": null, "outputs": [],
               "source": "import org.differnet.*;\\nimport org.differnet.data.*;\\nimport org.differnet.notebook.*;\\nNotebook.init();\\nDifferNet model = DifferNet.fit(Datasets.synthetic(), Options.small().withEpochs(5000));"},
              {"cell_type": "code", "id": "b", "metadata": {}, "execution_count": null, "outputs": [],
               "source": "model.history().stopped() + \\" \\" + 6 * 70001"}]}
            """;

    private static final String NOTEBOOK =
            "[...window.jupyterapp.shell.widgets('main')].find(w => w.context && w.isVisible)";
    private static final String CELLS = NOTEBOOK + ".content.widgets.filter(w => w.model.type === 'code')";
    private static final String OUTPUTS = CELLS + ".map(w => JSON.stringify(w.model.outputs.toJSON())).join('\\n')";

    @TempDir
    static Path folder;

    private static Process lab;
    private static Browser browser;
    private static int port;

    @BeforeAll
    static void startJupyterLabAndTheBrowser() throws IOException, InterruptedException {
        Path program = Browser.installed().orElse(null);
        assumeTrue(program != null, "there is no Chromium: no notebook is looked at in a browser");
        Path share = folder.resolve("share");
        assumeTrue(
                Jupyter.python(share, "-c", "import jupyterlab").start().waitFor() == 0,
                "there is no JupyterLab: no notebook is looked at in a browser");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String scripts = Jupyter.root().resolve("binder/page_scripts.py").toString();
        assertEquals(
                0,
                Jupyter.python(share, scripts, share.toString(), classPath)
                        .start()
                        .waitFor());

        Path notebooks = Files.createDirectories(folder.resolve("notebooks"));
        String quickstart = "00-quickstart.ipynb";
        Files.copy(Jupyter.root().resolve("notebooks").resolve(quickstart), notebooks.resolve(quickstart));
        Files.writeString(notebooks.resolve("stop.ipynb"), LONG_FIT);
        // Cells out of sight are drawn as well.
        Path settings = Files.createDirectories(folder.resolve("settings"));
        Files.writeString(
                settings.resolve("overrides.json"),
                "{\"@jupyterlab/notebook-extension:tracker\": {\"windowingMode\": \"none\"}}");

        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder python = Jupyter.python(share, "-m", "jupyterlab");
        python.command()
                .addAll(List.of(
                        "--no-browser",
                        "--allow-root",
                        "--ServerApp.port=" + port,
                        "--ServerApp.root_dir=" + notebooks,
                        "--IdentityProvider.token=",
                        "--LabApp.expose_app_in_browser=True",
                        "--LabApp.app_settings_dir=" + settings,
                        "--LabApp.news_url=",
                        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"));
        for (String place : List.of("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")) {
            python.environment().put(place, folder.resolve(place).toString());
        }
        python.environment().put("DIFFERNET_BUDGET", "test");
        SharedData.mirror().ifPresent(mirror -> python.environment()
                .merge("DIFFERNET_MIRROR", mirror.toString(), (named, ours) -> named + "," + ours));
        Path log = Files.createDirectories(target()).resolve("jupyterlab.log");
        lab = python.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        awaitJupyterLab();
        browser = Browser.start(program, folder.resolve("profile"));
    }

    private static void awaitJupyterLab() throws InterruptedException {
        for (int i = 0; i < 300 && lab.isAlive(); i++) {
            try {
                new Socket("127.0.0.1", port).close();
                return;
            } catch (IOException notYet) {
                Thread.sleep(200);
            }
        }
        throw new IllegalStateException("JupyterLab has not begun; see " + target().resolve("jupyterlab.log"));
    }

    @AfterAll
    static void stopBoth() throws InterruptedException {
        if (browser != null) {
            browser.close();
        }
        if (lab != null) {
            lab.descendants().forEach(ProcessHandle::destroy);
            lab.destroy();
            lab.waitFor(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void quickstartShowsProgressAChartAndHeatMaps() throws Exception {
        open("00-quickstart.ipynb");
        browser.evaluate("void (window.seen = new Set(), setInterval(() => (" + OUTPUTS
                + ".match(/features of training images \\d+/g) || []).forEach(s => window.seen.add(s)), 50))");
        run("notebook:run-all-cells");
        browser.await("all cells have run", CELLS + ".every(w => w.model.executionCount > 0)", 300);
        assertEquals(
                "[]",
                browser.evaluate("JSON.stringify(" + OUTPUTS + ".match(/\"output_type\":\"error\"/g) || [])")
                        .getAsString());
        assertTrue(browser.evaluate("window.seen.size").getAsInt() > 1, "the progress bar moves");
        browser.await(
                "a chart is drawn by Plotly", "document.querySelectorAll('.js-plotly-plot .main-svg').length > 0", 60);
        browser.await(
                "the heat maps are drawn",
                CELLS + ".find(w => w.model.sharedModel.source.includes('Gallery.of(worst'))"
                        + ".node.querySelector('.jp-OutputArea-output img')?.naturalWidth > 500",
                60);
        browser.evaluate("document.querySelector('.js-plotly-plot').scrollIntoView()");
        Files.write(target().resolve("quickstart.png"), browser.screenshot());
    }

    @Test
    void stopButtonEndsALongFitAndTheNextCellRunsWithItsModel() throws Exception {
        open("stop.ipynb");
        browser.evaluate("void (" + NOTEBOOK + ".content.activeCellIndex = 0)");
        run("notebook:run-cell");
        browser.await("the training runs", OUTPUTS + ".includes('training ')", 240);
        run("notebook:interrupt-kernel");
        browser.await("the cell has ended", CELLS + "[0].model.executionCount > 0", 60);
        browser.evaluate("void (" + NOTEBOOK + ".content.activeCellIndex = 1)");
        run("notebook:run-cell");
        browser.await("the next cell has run", CELLS + "[1].model.executionCount > 0", 60);
        assertTrue(browser.evaluate(OUTPUTS).getAsString().contains("true 420006"), "a stopped model can be used");
        Files.write(target().resolve("stopped.png"), browser.screenshot());
    }

    /** Opens a notebook and waits for its kernel. */
    private static void open(String name) throws InterruptedException {
        browser.open("http://127.0.0.1:" + port + "/lab/tree/" + name + "?reset");
        String context = NOTEBOOK + "?.context";
        browser.await(
                name + " is open",
                "window.jupyterapp?.shell && " + context + "?.path === '" + name + "' && " + context + ".isReady",
                90);
        browser.await(
                "the kernel is connected",
                context + ".sessionContext.session?.kernel?.connectionStatus === 'connected'",
                90);
    }

    private static void run(String command) throws InterruptedException {
        browser.evaluate("window.jupyterapp.shell.activateById(" + NOTEBOOK + ".id)");
        browser.evaluate("void window.jupyterapp.commands.execute('" + command + "')");
    }

    private static Path target() {
        return Jupyter.root().resolve("tests/target/browser".replace('/', File.separatorChar));
    }
}
