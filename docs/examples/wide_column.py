#!/usr/bin/python3
"""Wide column: a row for each user, with columns of its own, in order, as many as there are.

The hash key is the row, the range key the column: its family, then its name. An item is one cell.
"""

import service
from boto3.dynamodb.conditions import Key

TABLE = "example-users"
LOGINS = 200


def main():
    users = service.new_table(service.connect(__doc__), TABLE, ["user", "column"], {"user": "S", "column": "S"})

    with users.batch_writer() as batch:
        for column, value in {"profile:name": "Ann", "profile:city": "Oslo", "setting:theme": "dark"}.items():
            batch.put_item(Item={"user": "ann", "column": column, "value": value})
        for number in range(LOGINS):
            batch.put_item(Item={"user": "ann", "column": f"login:{number:06}", "value": f"10.0.0.{number}"})
        batch.put_item(Item={"user": "ben", "column": "profile:name", "value": "Ben"})  # Another row, one column.

    cell = users.get_item(Key={"user": "ann", "column": "profile:city"})["Item"]
    print("one cell:", cell["value"])

    def columns(user, prefix, **settings):
        return users.query(KeyConditionExpression=Key("user").eq(user) & Key("column").begins_with(prefix),
                           ConsistentRead=True, **settings)

    family = columns("ann", "profile:")["Items"]
    print("one family:", ", ".join(f"{cell['column']}={cell['value']}" for cell in family))

    newest = columns("ann", "login:", ScanIndexForward=False, Limit=3)["Items"]
    print("newest three logins:", ", ".join(cell["column"].removeprefix("login:") for cell in newest))

    slice_of = Key("user").eq("ann") & Key("column").between("login:000010", "login:000019")
    print("a slice of the logins:", users.query(KeyConditionExpression=slice_of, Select="COUNT")["Count"])

    # A row may be far wider than an answer: each page says where the next one begins.
    page = columns("ann", "login:", Limit=80)
    widths = [page["Count"]]
    while "LastEvaluatedKey" in page:
        page = columns("ann", "login:", Limit=80, ExclusiveStartKey=page["LastEvaluatedKey"])
        widths.append(page["Count"])
    print(f"all {sum(widths)} logins, in pages of", ", ".join(map(str, widths)))

    users.delete_item(Key={"user": "ann", "column": "setting:theme"})
    print("columns of settings left:", columns("ann", "setting:")["Count"])
    print("columns of ben:", users.query(KeyConditionExpression=Key("user").eq("ben"))["Count"])


if __name__ == "__main__":
    main()
