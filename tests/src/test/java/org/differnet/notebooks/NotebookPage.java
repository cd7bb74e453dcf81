package org.differnet.notebooks;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TakesScreenshot;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** An open notebook in Chromium without a window, as its reader sees and uses it. */
final class NotebookPage implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long POLL_MILLIS = 200;

    /**
     * How a front end names what is on its page.
     *
     * @param cell cells, in order
     * @param active added to {@code cell}, the one that is selected
     * @param stop the stop button
     * @param error what an error leaves
     */
    private record Names(String cell, String active, String stop, String error) {}

    private static final Names LAB = new Names(
            ".jp-Notebook .jp-Cell",
            ".jp-mod-active",
            "[data-command='notebook:interrupt-kernel']",
            "[data-mime-type='application/vnd.jupyter.error']");
    private static final Names CLASSIC = new Names(
            "#notebook-container > .cell",
            ".selected",
            "[data-jupyter-action='jupyter-notebook:interrupt-kernel']",
            ".output_error");

    private final Names names;
    private final ChromeDriver browser;

    /** @throws org.opentest4j.TestAbortedException if there is no Chromium or nothing that drives it */
    NotebookPage(boolean lab) {
        names = lab ? LAB : CLASSIC;
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium", "chromium-browser", "google-chrome"));
        // The superuser has no sandbox; the pages come from this machine.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,1000");
        ChromeDriverService driver = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver"))
                .build();
        browser = new ChromeDriver(driver, options);
        // A driver that is ended leaves its browser behind.
        Runtime.getRuntime().addShutdownHook(new Thread(browser::quit));
        browser.manage().timeouts().scriptTimeout(LONGEST).pageLoadTimeout(LONGEST);
    }

    private static File program(String... names) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toFile)
                .orElseGet(() -> abort(names[0] + " is missing; on Debian: apt install chromium chromium-driver"));
    }

    /**
     * Opens a notebook and selects its first cell.
     *
     * @param cells how many it has
     */
    void open(String address, int cells) {
        browser.get(address);
        await("the notebook is open", () -> cells().size() == cells);
        select(0);
    }

    /** Opens a page that has been exported. */
    void read(Path page) {
        browser.get(page.toUri().toString());
    }

    /** How many elements of the page are of a kind. */
    int count(String selector) {
        return browser.findElements(By.cssSelector(selector)).size();
    }

    /** Runs the selected cell, as Shift-Enter does, and waits until the next one is selected, not until it has run. */
    void runSelected() {
        int before = selected();
        new Actions(browser)
                .keyDown(Keys.SHIFT)
                .sendKeys(Keys.ENTER)
                .keyUp(Keys.SHIFT)
                .perform();
        await("cell " + (before + 1) + " is selected", () -> selected() > before);
    }

    void select(int cell) {
        await("cell " + cell + " is selected", () -> {
            cells().get(cell).click();
            return selected() == cell;
        });
    }

    void stop() {
        browser.findElement(By.cssSelector(names.stop)).click();
    }

    /** What stands in a cell and below it. */
    String text(int cell) {
        return String.valueOf(ask("return arguments[0].textContent", cell));
    }

    /** How many pictures of a kind a cell shows, loaded and larger than an icon. */
    long pictures(int cell, String selector) {
        return (long) ask(
                "return [...arguments[0].querySelectorAll(arguments[1])].filter(it =>"
                        + " it.getBoundingClientRect().width > 100 && (it.naturalWidth ?? 1) > 0).length",
                cell,
                selector);
    }

    /** The width of the progress bar below a cell, such as "12.5%"; empty where there is none. */
    String bar(int cell) {
        return String.valueOf(ask(
                "return [...arguments[0].querySelectorAll('div[style]')].filter(it =>"
                        + " it.style.backgroundColor == 'rgb(0, 114, 178)').map(it => it.style.width).join()",
                cell));
    }

    /** What the errors on the page say; empty if there are none. */
    String errors() {
        return browser.findElements(By.cssSelector(names.error)).stream()
                .map(WebElement::getText)
                .collect(Collectors.joining("\n"));
    }

    /** Polls until something is so; fails as soon as the page shows an error. */
    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!holds(condition)) {
            String errors = errors();
            if (!errors.isEmpty()) {
                throw new AssertionError("before it was so that " + what + ":\n" + errors);
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("after " + LONGEST.toMinutes() + " minutes it is not so that " + what);
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted while waiting until " + what, e);
            }
        }
    }

    /** Writes what can be seen. */
    void picture(Path file) throws IOException {
        Files.write(file, ((TakesScreenshot) browser).getScreenshotAs(OutputType.BYTES));
    }

    /** Writes how a cell looks. */
    void picture(int cell, Path file) throws IOException {
        Files.write(file, cells().get(cell).getScreenshotAs(OutputType.BYTES));
    }

    /** A front end that replaces parts of its page while it is asked, or covers them while it loads, is asked again. */
    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (StaleElementReferenceException
                | NoSuchElementException
                | ElementNotInteractableException
                | JavascriptException
                | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private Object ask(String script, int cell, Object... more) {
        Object[] all =
                Stream.concat(Stream.of(cells().get(cell)), Stream.of(more)).toArray();
        return ((JavascriptExecutor) browser).executeScript(script, all);
    }

    private List<WebElement> cells() {
        return ((WebDriver) browser).findElements(By.cssSelector(names.cell));
    }

    private int selected() {
        return cells().indexOf(browser.findElement(By.cssSelector(names.cell + names.active)));
    }

    @Override
    public void close() {
        browser.quit();
    }
}
