"""Compute which common characters look alike, for the file that nianbao ships.

    python tools/pack_lookalikes.py NotoSansCJK-Regular.ttc     # SIL Open Font License; any sans serif font will do

Every character of GB 2312 is drawn and blurred a little; two look alike when the pictures agree nearly everywhere
(未末, 己已, 申甲). That is a measurement, not a copy of the font. Each line of the file is a character and those that
look like it, most alike first; the same font gives the same bytes.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

LOG = logging.getLogger("pack_lookalikes")
OUTPUT = Path(__file__).resolve().parents[1] / "src/nianbao/directory/lookalikes.txt"
SIZE = 40
BLUR = 1.2
ALIKE = 0.83
"""Correlation of two blurred pictures from which on people and pens mix the characters up."""
MOST = 6
# What schoolbooks warn of, beyond what pictures show: one stroke that changes everything.
KNOWN = (
    "申甲由田 日曰 戊戌戍 己已巳 末未 土士 干千于 兔免 人入八 大太犬 折拆析 晴睛 王玉主 今令 辨辩辫瓣 陈阵 候侯 币巾 "
    "鸟乌 代伐 外处 住往注 洒酒 治冶 辛幸 冒昌 贝见 崇祟 复履 沂折 议仪 诉拆 请清情 话活 址扯 培陪 徽微 间问 提堤 信倍"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("font", type=Path)
    parser.add_argument("--out", type=Path, default=OUTPUT)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    lines = alike(characters(), ImageFont.truetype(str(args.font), SIZE - 4, index=2))
    args.out.write_text("\n".join(lines) + "\n", "utf-8")
    LOG.info("%s: %d characters", args.out, len(lines))


def characters() -> list[str]:
    """The characters of GB 2312, both levels."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return [c for code in codes if (c := code.decode("gb2312", "ignore"))]


def alike(drawn: list[str], font: ImageFont.FreeTypeFont) -> list[str]:
    pictures = np.stack([_picture(c, font) for c in drawn])
    lines = []
    for i, character in enumerate(drawn):
        scores = pictures @ pictures[i]
        order = [j for j in np.argsort(-scores, kind="stable") if j != i and scores[j] >= ALIKE][:MOST]
        known = "".join(group for group in KNOWN.split() if character in group).replace(character, "")
        if others := "".join(dict.fromkeys([*known, *(drawn[j] for j in order)])):
            lines.append(character + others)
    return lines


def _picture(character: str, font: ImageFont.FreeTypeFont) -> NDArray[np.float32]:
    image = Image.new("L", (SIZE, SIZE), 0)
    ImageDraw.Draw(image).text((2, -4), character, fill=255, font=font)
    pixels = np.asarray(image.filter(ImageFilter.GaussianBlur(BLUR)), np.float32).ravel()
    pixels = pixels - pixels.mean()
    return pixels / np.linalg.norm(pixels)


if __name__ == "__main__":
    main()
