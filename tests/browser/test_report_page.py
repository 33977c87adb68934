"""The report in a real browser: widths, requests, clicks, accessibility."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from consilience.demo import demo_study
from consilience.report import html_report
from consilience.texts import LANGUAGES
from golden.studies import run, small_study

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER) and os.environ.get("CI") != "true",
    reason="no chromium and chromedriver on this machine",
)
WIDTHS = (1400, 390)
PLACES = [(language, width) for language in LANGUAGES for width in WIDTHS]

# Breadth first over links within the page, from the target of each number.
CLICKS = """
const kinds = ['-necessity', '-truth-table', '-configurations', '-parsimonious', '-conservative'];
const isNumber = cell => cell.classList.contains('number') && cell.textContent.trim() !== ''
  || /^(\\d+\\.\\d{3}|undefined|无定义)$/.test(cell.textContent.trim());
const holdsScores = place => /\\.csv (row \\d+|第 \\d+ 行)/.test(place.textContent);
const targets = place => [...place.querySelectorAll('a')].map(a => a.getAttribute('href').slice(1));
let bare = 0, numbers = 0, worst = 0;
const known = new Map();
function clicks(start) {
  if (known.has(start)) return known.get(start);
  let front = new Set([start]), seen = new Set(), count = 1;
  while (front.size) {
    const places = [...front].map(id => document.getElementById(id));
    if (places.some(holdsScores)) { known.set(start, count); return count; }
    front.forEach(id => seen.add(id));
    front = new Set(places.flatMap(targets).filter(id => !seen.has(id)));
    count += 1;
  }
  return 99;
}
for (const section of document.querySelectorAll('section')) {
  if (!kinds.some(kind => section.id.endsWith(kind))) continue;
  for (const cell of section.querySelectorAll('td.number, td.centre')) {
    if (!isNumber(cell)) continue;
    numbers += 1;
    const links = targets(cell);
    if (links.length === 0) { bare += 1; continue; }
    worst = Math.max(worst, ...links.map(clicks));
  }
}
return {numbers, bare, worst};
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("reports")
    for name, study in (("demo", demo_study()), ("small", small_study())):
        done, evidence = run(study)
        for language in LANGUAGES:
            page = html_report(done, evidence, language)
            (found / f"{name}-{language}.html").write_text(page, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from selenium import webdriver  # noqa: PLC0415  (only where there is a browser)
    from selenium.webdriver.chrome.service import Service  # noqa: PLC0415

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-dev-shm-usage",
        "--no-first-run",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    driver.set_script_timeout(240)
    yield driver
    driver.quit()


def opened(browser: Any, folder: Path, name: str, width: int) -> Any:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get((folder / f"{name}.html").as_uri())
    return browser


@pytest.mark.parametrize(("language", "width"), PLACES)
def test_the_page_is_no_wider_than_the_screen(
    browser: Any, folder: Path, language: str, width: int
) -> None:
    page = opened(browser, folder, f"demo-{language}", width)
    page.execute_script("for (const d of document.querySelectorAll('details')) d.open = true;")
    script = "return [document.documentElement.scrollWidth, window.innerWidth];"
    found, screen = page.execute_script(script)
    assert screen == width
    assert found <= width


@pytest.mark.parametrize(("language", "width"), PLACES)
def test_nothing_is_requested_but_the_file(
    browser: Any, folder: Path, language: str, width: int
) -> None:
    browser.get_log("performance")
    opened(browser, folder, f"demo-{language}", width)
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = {
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    }
    assert asked <= {(folder / f"demo-{language}.html").as_uri(), "data:,"}
    assert (folder / f"demo-{language}.html").as_uri() in asked
    assert browser.get_log("browser") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_clicks_lead_from_any_number_to_raw_scores(
    browser: Any, folder: Path, language: str
) -> None:
    found = opened(browser, folder, f"demo-{language}", 1400).execute_script(CLICKS)
    assert found["numbers"] > 300
    assert found["bare"] == 0
    assert found["worst"] == 2


def test_real_clicks_show_the_path_and_then_the_case(browser: Any, folder: Path) -> None:
    page = opened(browser, folder, "demo-en", 1400)
    page.execute_script("document.documentElement.style.scrollBehavior = 'auto';")
    selector = "#outcome-1-configurations-table-1 tr.ruled td a"
    first = page.find_element("css selector", selector)
    assert first.text == "0.964"
    first.click()
    target = page.execute_script("return document.querySelector(':target')")
    assert "~JD*AD*CG*RG" in target.text
    target.find_element("css selector", "tbody th a").click()
    card = page.execute_script("return document.querySelector(':target')")
    assert "cgcd60.csv row 13, column Q17_Middle" in card.text
    top = page.execute_script(
        "return document.querySelector(':target').getBoundingClientRect().top"
    )
    assert 0 <= top < 900


@pytest.mark.parametrize(("language", "width"), [("en", 1400), ("zh", 390)])
def test_axe_finds_nothing_serious(browser: Any, folder: Path, language: str, width: int) -> None:
    from axe_selenium_python import Axe  # noqa: PLC0415  (only where there is a browser)

    page = opened(browser, folder, f"small-{language}", width)
    axe = Axe(page)
    axe.inject()
    found = axe.run()
    wrong = [
        item["id"] for item in found["violations"] if item["impact"] in {"critical", "serious"}
    ]
    assert wrong == []
    assert len(found["passes"]) > 20
