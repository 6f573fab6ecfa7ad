"""Contrast of every text of the page, by WCAG 2.2, 1.4.3: 4.5 to 1, and 3 to 1 where large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from tests.browser.opening import page_of

if TYPE_CHECKING:
    from tests.browser.opening import Opener

# WCAG 2.2 defines relative luminance and the ratio (L1 + 0.05) / (L2 + 0.05); large is 24 px, or
# 18.66 px and bold. What lies behind a text is the last opaque colour around it, or in a picture
# the last shape drawn before that covers its middle.
MEASURE = """() => {
  const parse = (text) => {
    const parts = (text.match(/[0-9.]+/g) || []).map(Number);
    const scale = text.startsWith("color(srgb") ? 255 : text.startsWith("rgb") ? 1 : 0;
    return [...parts.slice(0, 3).map((part) => part * scale), scale === 0 ? 0 : parts[3] ?? 1];
  };
  const over = ([r, g, b, a], [x, y, z]) =>
    [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a)];
  const luminance = (color) => {
    const [r, g, b] = color.map((one) => {
      const part = one / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behindHtml = (element) => {
    if (element === null) return parse(getComputedStyle(document.documentElement).backgroundColor);
    const color = parse(getComputedStyle(element).backgroundColor);
    return color[3] === 1 ? color : over(color, behindHtml(element.parentElement));
  };
  const behind = (element) => {
    const picture = element.closest("svg");
    if (picture === null) return behindHtml(element);
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    let color = behindHtml(picture.parentElement);
    for (const shape of picture.querySelectorAll("rect, path, circle")) {
      if (!(shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
      const box = shape.getBoundingClientRect();
      if (x < box.left || x > box.right || y < box.top || y > box.bottom) continue;
      const style = getComputedStyle(shape);
      if (style.fill === "none" || !style.fill.startsWith("rgb")) continue;
      const [r, g, b, a] = parse(style.fill);
      color = over([r, g, b, a * style.fillOpacity * style.opacity], color);
    }
    return color;
  };
  const faint = [];
  let count = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === "" || !element.checkVisibility({ visibilityProperty: true })) continue;
    if (["SCRIPT", "STYLE", "TITLE", "DESC", "title", "desc"].includes(element.tagName)) continue;
    count += 1;
    const style = getComputedStyle(element);
    const isDrawn = element.closest("svg") !== null;
    const ground = behind(element);
    const color = over(parse(isDrawn ? style.fill : style.color), ground);
    const [dark, light] = [luminance(color), luminance(ground)].sort((a, b) => a - b);
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) {
      faint.push(`${ratio.toFixed(2)} ${node.data.trim().slice(0, 40)} ${color} on ${ground}`);
    }
  }
  return [count, faint];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["lao-data-center", "philippines-cement-whr"])
def test_every_text_can_be_read(
    opener: Opener, name: str, scheme: Literal["light", "dark"]
) -> None:
    """Every text, unfolded, with its marks and its verdict, stands out from what lies behind."""
    page = opener.page
    page.emulate_media(color_scheme=scheme)
    opener.open(page_of(name))
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    opener.press()

    count, faint = page.evaluate(MEASURE)
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.emulate_media(color_scheme="light")

    assert faint == []
    assert count > 300
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
