// DynamoDB JSON to attribute values: {"S":"…"}, {"M":{…}} and items made of them.
//
// Wrong JSON types are kSerialization; values that DynamoDB's data model refuses (no or several
// datatypes, empty or repeating sets, malformed numbers, too deep nesting) are kValidation. Both in
// DynamoDB's words. Of an attribute that occurs twice the last one counts; the same holds for one
// datatype given twice within a value, while two different datatypes are refused.
//
// Threads: pure functions.
// Source: dynamodb.md 1.3, 1.5, 1.8.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "regions/api/json.h"
#include "storage/base/result.h"
#include "storage/item/attribute.h"

namespace meridian {

// A value, with lists and maps nested at most 32 deep.
Result<AttributeValue> ReadAttribute(JsonValue value);
// A map of attributes, which must be an object: Item, Key, ExclusiveStartKey,
// ExpressionAttributeValues.
Result<Item> ReadItem(JsonValue map);

// The map of these members, which may come in any order; of equal names the last counts. Its cost
// doesn't grow with their square, as that of AttributeMap::Set would.
AttributeMap MapOf(std::vector<std::pair<std::string_view, AttributeValue>> members);

// The bytes of canonical, padded base64; kSerialization otherwise.
Result<std::string> DecodeBase64(std::string_view text);

}  // namespace meridian
