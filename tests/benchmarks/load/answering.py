"""A Bot API that answers without a network, so that what a framework costs stands alone."""

import json
from typing import Any

from telegram.request import BaseRequest, RequestData


class Answering(BaseRequest):
    """Answers every call as Telegram does: a message is sent back as it is shown."""

    def __init__(self) -> None:
        self.sent = 0

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        result = self._result(url.rpartition("/")[2], request_data)
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def _result(self, method: str, data: RequestData | None) -> Any:
        if method == "getMe":
            return {"id": 1, "is_bot": True, "first_name": "报告", "username": "baogao_bot"}
        if method != "sendMessage" or data is None:
            return True
        self.sent += 1
        asked = data.parameters
        chat = {"id": asked["chat_id"], "type": "private", "first_name": "李"}
        shown = {"message_id": 10**6 + self.sent, "date": 1705276800, "chat": chat}
        kept = {name: asked[name] for name in ("text", "reply_markup") if name in asked}
        return {**shown, **kept}
