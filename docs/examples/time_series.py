#!/usr/bin/python3
"""Time series: a sensor's readings, in order of time, kept for an hour; then the service deletes them.

The hash key is the sensor and the day, so that no partition grows for ever; the range key is the time.
"""

import time

import service
from boto3.dynamodb.conditions import Attr, Key

TABLE = "example-readings"
KEEP_SECONDS = 3600
DAY_SECONDS = 86400


def partition(sensor, moment):
    return f"{sensor}#{moment // DAY_SECONDS}"


def between(readings, sensor, start, end, now):
    """The readings from `start` to `end`. What is due counts as gone, also in the seconds until it is deleted."""
    for day in range(start // DAY_SECONDS, end // DAY_SECONDS + 1):
        yield from readings.query(
            KeyConditionExpression=Key("series").eq(f"{sensor}#{day}") & Key("at").between(start, end),
            FilterExpression=Attr("expires").gt(now))["Items"]


def main():
    dynamodb = service.connect(__doc__)
    readings = service.new_table(dynamodb, TABLE, ["series", "at"], {"series": "S", "at": "N"})
    dynamodb.meta.client.update_time_to_live(
        TableName=TABLE, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"})

    now = int(time.time())
    with readings.batch_writer() as batch:
        for minute in range(120):
            at = now - 60 * minute
            batch.put_item(Item={"series": partition("attic", at), "at": at, "degrees": 20 + minute % 10,
                                 "expires": at + KEEP_SECONDS})
    print("written: 120 readings, one for each minute of two hours")

    degrees = [reading["degrees"] for reading in between(readings, "attic", now - 600, now - 60, now)]
    print(f"in ten minutes: {len(degrees)} readings, {min(degrees)} to {max(degrees)} degrees, "
          f"mean {sum(degrees) / len(degrees)}")
    print("not yet expired:", len(list(between(readings, "attic", now - 7200, now, now))))

    newest = readings.query(KeyConditionExpression=Key("series").eq(partition("attic", now)),
                            ScanIndexForward=False, Limit=1)["Items"][0]
    print(f"newest: {newest['degrees']} degrees")

    kept = service.until(lambda: (count := readings.scan(Select="COUNT", ConsistentRead=True)["Count"]) <= 60 and count,
                         "what is older than an hour is deleted")
    print(f"an hour and older: deleted by the service; kept: {kept}")


if __name__ == "__main__":
    main()
