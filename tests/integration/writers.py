"""Writers: threads that write as fast as they are answered, and remember what was acknowledged."""

import threading
import time

import botocore.exceptions

FAILURES = (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError)


class Writer:
    """Writes items with the ids `PREFIX-0`, `PREFIX-1`, … into one region until stopped.

    `acknowledged` has the ids that the region said it holds. An id whose request failed may be there
    or not: the outcome of an unanswered write is unknown. `pad` makes each item so many bytes larger.
    """

    def __init__(self, client, table, prefix, pause=0.0, pad=0):
        self.acknowledged = set()
        self.failures = []
        self._client, self._table, self._prefix, self._pause = client, table, prefix, pause
        self._pad = {"pad": {"S": "x" * pad}} if pad else {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join(timeout=60)

    def _run(self):
        number = 0
        while not self._stop.is_set():
            key = f"{self._prefix}-{number}"
            number += 1
            try:
                self._client.put_item(TableName=self._table,
                                      Item={"id": {"S": key}, "n": {"N": str(number)}, **self._pad})
                self.acknowledged.add(key)
            except FAILURES as fault:
                self.failures.append(fault)
                time.sleep(0.05)
            time.sleep(self._pause)
