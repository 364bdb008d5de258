// DynamoDB's byte count and nesting depth of values: what limits and capacity units are reckoned
// in. Not the stored length.
//
// A name and a string count their UTF-8 bytes, binary its raw bytes, BOOL and NULL 1, a number
// Number::SizeBytes(), a set the sum of its members; a list or map 3, and 1 for each element, and
// the contents (names of a map too).
//
// Threads: pure functions.
// Source: Amazon DynamoDB Developer Guide, "DynamoDB item sizes and formats".
#pragma once

#include <cstddef>

#include "storage/item/attribute.h"

namespace meridian {

// Names and values.
size_t ItemSizeBytes(const Item& item);
size_t AttributeSizeBytes(const AttributeValue& value);

// Lists and maps around the deepest value, the outermost counted: 0 for what is neither. DynamoDB
// allows 32 in an attribute. Recursive: parsers bound depth themselves, before there is a value.
int NestingDepth(const AttributeValue& value);

}  // namespace meridian
