"""What staff say to whoever asks rather than in answer: where they have got to, that they do not
know, why this is asked. On a phone nobody looks for a button or remembers a command, so these are
heard at every question; a whole message only, and a short one, for a text may well hold 等一下.
"""

import re
from functools import lru_cache

from bot.forms.number import tidy

LONGEST = 20  # characters; what is longer is told, not asked

_FILL = r"(?:填|写|做|弄|报|搞)"
_THIS = r"(?:这(?:个|里|儿|是|题|一题|行|一行|项|一项|些|表|张表)?|那个|它)"
_SHOW = r"(?:发|给|出|导出|生成|下载|做|打印?|弄|要|看|传)"
_PAPER = r"(?:word|docx?|文档|草稿|初稿|稿子|文稿|样稿)"
_ASKED = r"(?:能不能|可不可以|可否|可以|能|可|请|麻烦|帮我?|先|给我?|我?想|我要|要)"
_UNKNOWN = (
    r"(?:不知道|不清楚|不晓得|不确定|说不准|拿不准|吃不准|不记得|记不清|没数|没统计|没有?数据)"
)
_CHECK = r"(?:问|请示|请教|查|核实|核对|确认|找|统计|翻|看)"
_LATER = r"(?:以后|回头|晚点|待会儿?|等会儿?|等下|等等|一会儿?|过会儿?|明天|下午|改天|有空|最后|之后|后面)"
_WHAT = r"(?:什么|啥)"

_SAID = {
    "menu": (
        rf"(?:现在|我|咱们?|我们)*{_FILL}?(?:进行)?到(?:哪里?|哪儿|第几[节步题个项]|什么地方)[了啦]?",
        rf"(?:一共|总共|我|后面)*还(?:差|剩|有|要{_FILL}|得{_FILL}|需要{_FILL})下?(?:多少|几个?|哪些|{_WHAT}|几[题项节步])"
        rf"(?:没{_FILL}[完的]?|[题项节步]|个?问题|内容|要{_FILL}的?)?",
        rf"(?:还有)?(?:哪些|哪里|哪儿|{_WHAT})(?:还)?没{_FILL}[完好]?",
        rf"(?:看看?|查看?)?(?:一下)?{_FILL}?进度(?:怎么样|如何|多少)?|{_FILL}完了[吗没]有?|{_FILL}了多少|快{_FILL}?完了[吗没]",
    ),
    "word": (
        rf"{_ASKED}*(?:{_SHOW}[我个]?(?:一下|一份|一个|份|出来|成)?)+(?:{_PAPER}(?:版|格式|文件)*)(?:给我|来|看看?|看一下)*(?:行|可以)?",
        rf"(?:有没?有?|我?要){_PAPER}(?:版|格式|文件)*",
        rf"(?:现在|已经|都|目前)*{_FILL}了(?:些|点)?(?:{_WHAT}|哪些)(?:内容|东西)?",
        rf"{_ASKED}*看(?:看|一下|下)(?:{_FILL}的|{_FILL}好的|效果|样子|成品)?",
    ),
    "pass": (
        rf"(?:先|{_THIS})*(?:跳过|略过)(?:{_THIS}|先)?|(?:先|{_THIS})*(?:空着|放着|放一放|不填|不管)(?:先|{_THIS})?",
    ),
    "later": (
        r"下一?[个题步项]|先填(?:后面|下面|别)的",
        rf"(?:{_THIS}|我|暂时|现在|还|目前|真|也|具体)*{_UNKNOWN}(?:有?(?:多少|几[个件])|是多少|数)?",
        rf"(?:{_THIS}|我|先|得|要|去|需要|还)*{_CHECK}+(?:了|完|一?下)*(?:(?:我们)?(?:领导|主任|书记|科长|局长|同事|别人|他们|局里|街道|业务科室?|科室|办公室|台账|资料|数据|档案))?(?:[之以]?后再?|再)(?:{_FILL}|说|报|答|来|回复|告诉你|发)?",
        rf"(?:{_THIS}|我|先|等)*(?:要|得|需要?|去)?(?:问|请示)+(?:一?下)?(?:领导|主任|书记|科长|局长)",
        rf"(?:{_THIS}|我)*{_LATER}再?(?:{_FILL}|说|来|补)",
    ),
    "help": (
        r"你是(?:谁|干什么的|机器人)|你(?:能|会)(?:做|干)(?:什么|啥)|(?:这个)?怎么用|有人(?:在|[吗嘛么]\?*)|转?人工|客服",
    ),
    "other_unit": (
        rf"{_FILL}错单位|换个?单位|单位{_FILL}?错|(?:单位)?(?:名字|名称)(?:{_FILL})?(?:错|不对).{{0,14}}|单位名称(?:改成|应该是|改为).{{2,14}}",
    ),
    "wait": (
        r"(?:你|您|先|请)*(?:等一?下|等一等|等等|等会儿?|稍等(?:一?下)?|稍候|等我(?:一下|找找|看看|查查|问问|一会儿?)|等一会儿?)",
        r"(?:我)?(?:先)?(?:忙|开会|吃饭|接个?电话|有事)(?:一?下|去|一会儿?)?",
    ),
    "why": (
        rf"(?:为什么|为啥|干嘛|干吗)(?:要|得|非要|还要|总)*(?:{_FILL}|问|知道)?{_THIS}?",
        rf"{_THIS}?(?:是)?{_WHAT}(?:意思|东西|情况)?|{_THIS}?指(?:的是)?{_WHAT}|{_WHAT}叫.{{2,8}}|{_THIS}有{_WHAT}用",
        rf"{_THIS}?(?:应该|该|要)?(?:怎么|咋|如何|怎样)(?:{_FILL}|算|答|统计|说|发)法?",
        rf"{_THIS}?(?:应该|该|要)?(?:{_FILL}|发){_WHAT}|不知道{_FILL}{_WHAT}|不知道怎么{_FILL}",
        rf"(?:我)?(?:看|听|搞)?不(?:太|大)?(?:懂|明白|会{_FILL}?)|(?:给|举|来)(?:我|一)?个?(?:例子|样例|范例|例)(?:看看)?|有没有(?:例子|样例|范例|模板)|解释一下",
    ),
    "same": (
        r"(?:还是|都|就)*(?:一样|一模一样)的?",
        r"(?:就|都|还是|也)*(?:跟|和|同|与|照|按照?|像)(?:着)?(?:去年|上年|上一年)(?:的)?(?:一样|相同|一致|差不多)(?:填|写|来|的)*(?:就行)?",
        r"(?:就|都|还是|也)*(?:照|按照?|写|填|用|抄)(?:着)?(?:去年|上年|上一年)的?(?:填|写|来|抄)*(?:就行)?",
    ),
}  # fmt: skip
_BEFORE = re.compile(
    r"^(?:请问|那个?|你好|您好|嗯|哦|呃|不好意思|麻烦问一?下|问一?下(?=[怎咋为什啥]))[,.。!]?"
)
_BEHIND = re.compile(r"[吧吗嘛呢啊呀哦哈么了啦。.!?~,…]+$")


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(said)) for name, said in _SAID.items()}


def read_aside(text: str) -> str:
    """What a message says that is no answer: the name of a command, or empty. The particles around
    it (那…，…吧) are nothing to it.
    """
    word = tidy(text).lower()
    if len(word) > LONGEST or word.isascii():
        return ""
    bare = _BEFORE.sub("", word)
    for said in (bare, _BEHIND.sub("", bare)):
        for name, pattern in _patterns().items():
            if said and pattern.fullmatch(said):
                return name
    return ""
