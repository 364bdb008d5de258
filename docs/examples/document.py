#!/usr/bin/python3
"""Document: products with maps, lists and sets inside, read and changed by path."""

from decimal import Decimal

import service
from boto3.dynamodb.conditions import Attr

TABLE = "example-products"
PRODUCTS = [
    {"id": "lamp", "price": Decimal("39.90"), "stock": 5, "tags": {"light", "desk"},
     "dimensions": {"height": 45, "foot": {"width": 18}}, "reviews": [{"by": "ann", "stars": 5}]},
    {"id": "desk", "price": Decimal("249"), "stock": 1, "tags": {"desk", "oak"},
     "dimensions": {"height": 72, "foot": {"width": 140}}, "reviews": []},
    {"id": "gift-card", "price": Decimal("25"), "tags": {"gift"}},  # No two documents need the same attributes.
]


def main():
    dynamodb = service.connect(__doc__)
    products = service.new_table(dynamodb, TABLE, ["id"], {"id": "S"})
    for product in PRODUCTS:
        products.put_item(Item=product)

    part = products.get_item(Key={"id": "lamp"}, ProjectionExpression="dimensions.foot.width, reviews[0].stars",
                             ConsistentRead=True)["Item"]
    print(f"of the lamp, only: foot {part['dimensions']['foot']['width']} cm wide, {part['reviews'][0]['stars']} stars")

    # One update changes many places of the document, or none.
    change = "SET dimensions.height = :height, reviews = list_append(reviews, :review) ADD tags :tag"
    values = {":height": 50, ":review": [{"by": "ben", "stars": 3}], ":tag": {"new"}}
    lamp = products.update_item(Key={"id": "lamp"}, UpdateExpression=change, ExpressionAttributeValues=values,
                                ReturnValues="ALL_NEW")["Attributes"]
    print(f"the lamp now: {lamp['dimensions']['height']} cm high, reviews by "
          f"{' and '.join(review['by'] for review in lamp['reviews'])}, tags {', '.join(sorted(lamp['tags']))}")

    # The condition looks at the document, so stock is never sold twice.
    for customer in ("ann", "ben"):
        try:
            products.update_item(Key={"id": "desk"}, UpdateExpression="SET stock = stock - :one",
                                 ConditionExpression="stock >= :one", ExpressionAttributeValues={":one": 1})
            print(f"{customer} buys the desk")
        except dynamodb.meta.client.exceptions.ConditionalCheckFailedException:
            print(f"{customer} comes too late: no desk in stock")

    # A filter may name any path. It reads the whole table: what is asked often wants an index.
    small = Attr("dimensions.foot.width").lt(100) & Attr("tags").contains("desk")
    print("small things for a desk:", ", ".join(item["id"] for item in products.scan(FilterExpression=small)["Items"]))
    unsized = Attr("dimensions").not_exists()
    print("without dimensions:", ", ".join(item["id"] for item in products.scan(FilterExpression=unsized)["Items"]))


if __name__ == "__main__":
    main()
