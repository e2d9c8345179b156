"""Small reports written for these tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Write = Callable[..., Path]
PASSWORD = "春眠不觉晓，处处闻啼鸟。"


def text_of(town: str, year: int, received: int) -> str:
    return (
        f"{town}{year}年政府信息公开工作年度报告\n一、概述\n{year}年，{town}人民政府认真做好政府信息公开工作。\n"
        f"二、依申请公开情况\n{year}年，{town}共收到政府信息公开申请{received}件。\n"
    )
