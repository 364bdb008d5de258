"""PynamoDB: models that make their own table, with indexes, versions, batches and transactions.

Prints what it saw as JSON.
"""

import json
import os
import time

from pynamodb.attributes import (BooleanAttribute, ListAttribute, MapAttribute, NumberAttribute, UnicodeAttribute,
                                 UnicodeSetAttribute, VersionAttribute)
from pynamodb.connection import Connection
from pynamodb.exceptions import PutError, TransactWriteError, UpdateError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection, LocalSecondaryIndex
from pynamodb.models import Model
from pynamodb.transactions import TransactGet, TransactWrite


class ByTag(GlobalSecondaryIndex):
    class Meta:
        index_name = "by-tag"
        projection = AllProjection()

    tag = UnicodeAttribute(hash_key=True)
    views = NumberAttribute(range_key=True)


class ByViews(LocalSecondaryIndex):
    class Meta:
        index_name = "by-views"
        projection = KeysOnlyProjection()

    forum = UnicodeAttribute(hash_key=True)
    views = NumberAttribute(range_key=True)


class Origin(MapAttribute):
    country = UnicodeAttribute()
    mobile = BooleanAttribute(default=False)


class Thread(Model):
    class Meta:
        table_name = "threads"
        billing_mode = "PAY_PER_REQUEST"
        host = os.environ["AWS_ENDPOINT"]
        region = os.environ["AWS_REGION"]
        max_retry_attempts = 0

    forum = UnicodeAttribute(hash_key=True)
    subject = UnicodeAttribute(range_key=True)
    tag = UnicodeAttribute(null=True)
    views = NumberAttribute(default=0)
    readers = UnicodeSetAttribute(null=True)
    origin = Origin(null=True)
    replies = ListAttribute(null=True)
    version = VersionAttribute()
    by_tag = ByTag()
    by_views = ByViews()


def until(condition, what):
    """The first truthy value: an index sees a write soon, and a table goes soon, not at once."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError(f"not within 20 s: {what}")


def refused(error, call):
    """DynamoDB's code of the refusal; "accepted" if there was none."""
    try:
        call()
        return "accepted"
    except error as fault:
        return fault.cause_response_code


def flow():
    seen = {}
    Thread.create_table(wait=True)
    seen["exists"] = Thread.exists()

    thread = Thread("db", "one", tag="new", views=1, readers={"ann", "ben"},
                    origin=Origin(country="SE"), replies=["a", 2])
    thread.save()
    got = Thread.get("db", "one", consistent_read=True)
    seen["got"] = [got.views, sorted(got.readers), got.origin.country, got.origin.mobile, got.replies, got.version]
    stale = Thread.get("db", "one")
    thread.update(actions=[Thread.views.add(4), Thread.replies.set(Thread.replies.append(["b"])),
                           Thread.readers.delete({"ben"}), Thread.origin.country.set("DE")], condition=Thread.views < 5)
    seen["updated"] = [thread.views, thread.replies, sorted(thread.readers), thread.origin.country, thread.version]
    seen["refused"] = refused(UpdateError, lambda: thread.update([Thread.views.add(1)], condition=Thread.views < 5))
    seen["stale"] = refused(PutError, stale.save)

    with Thread.batch_write() as batch:
        for i in range(30):
            batch.save(Thread("bulk", f"{i:02}", tag="bulk", views=i))
    seen["batch"] = sorted(one.views for one in Thread.batch_get([("bulk", f"{i:02}") for i in (0, 29, 30)]))
    seen["query"] = [one.subject for one in Thread.query("bulk", Thread.subject.startswith("1"), Thread.views > 17)]
    seen["local"] = [one.subject for one in Thread.by_views.query("bulk", Thread.views >= 28, consistent_read=True)]
    seen["global"] = until(lambda: found if len(found := [
        int(one.views) for one in Thread.by_tag.query("bulk", Thread.views < 25, scan_index_forward=False, page_size=10)
    ]) == 25 else None, "25 threads in the index")[:3]
    seen["counted"] = Thread.count("bulk")

    connection = Connection(region=Thread.Meta.region, host=Thread.Meta.host)
    with TransactWrite(connection=connection) as transaction:
        transaction.save(Thread("db", "two"), condition=Thread.subject.does_not_exist())
        transaction.delete(Thread.get("bulk", "00"))
        transaction.update(thread, actions=[Thread.views.set(50)])
    try:
        with TransactWrite(connection=connection) as transaction:
            transaction.condition_check(Thread, "db", "one", condition=Thread.views == 50)
            transaction.save(Thread("db", "two"), condition=Thread.subject.does_not_exist())
    except TransactWriteError as fault:
        seen["cancelled"] = [reason and reason.code for reason in fault.cancellation_reasons]
    with TransactGet(connection=connection) as transaction:
        futures = [transaction.get(Thread, "db", "one"), transaction.get(Thread, "db", "two")]
    seen["together"] = [future.get().views for future in futures]

    Thread.get("db", "two").delete()
    try:
        Thread.get("db", "two")
    except Thread.DoesNotExist:
        seen["deleted"] = True
    seen["scanned"] = sum(1 for _ in Thread.scan(page_size=7))
    Thread.delete_table()
    seen["dropped"] = until(lambda: not Thread.exists(), "the table is gone")
    return seen


if __name__ == "__main__":
    print(json.dumps(flow()))
