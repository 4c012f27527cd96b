"""What staff say to whoever asks, in words of theirs."""

import pytest

from bot.reading.asides import read_aside


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("menu", "到哪了 填到哪里了？ 还差多少 还剩几个 还有哪些没填 进度 填完了吗 现在填到第几节了"),
        ("word", "能发word吗 发个word看看 给我发一份word 有word版吗 我要草稿 写了啥 看一下"),
        ("pass", "跳过 先跳过吧 这个先空着 先不填"),
        ("later", "不知道 不清楚有多少 没数 问一下领导再填 等我问问领导 我去查一下再说 问了领导再填 核实后再报 明天再填吧 下一题"),
        ("wait", "等一下 稍等 等我找找 等会儿"),
        ("why", "什么意思 啥意思啊 为什么要填这个 这个怎么填？ 看不懂 给个例子 不知道写什么 这是什么"),
        ("help", "有人吗 有人吗？ 有人在吗？ 你是谁"),
        ("same", "跟去年一样 和去年一样吧 照去年填 照着去年的写就行"),
    ],
)  # fmt: skip
def test_an_aside_is_known_by_many_words(name, said):
    assert {text: read_aside(text) for text in said.split()} == dict.fromkeys(said.split(), name)


@pytest.mark.parametrize(
    "text",
    [
        *[
            "没有",
            "无",
            "好的",
            "不写",
            "去年",
            "公开",
            "今年收到7件",
            "我等一下发给你",
            "3",
            "0",
            "0",
            "0",
            "许可20",
            "全年没有变化",
            "3个",
            "核实了",
            "确认了",
            "有人",
        ],
        "不知道群众需要什么是我们的主要问题，明年多征求意见。",
        "部分同志对公开工作还不太懂，业务不熟。",
    ],
)
def test_an_answer_is_no_aside(text):
    assert read_aside(text) == ""
