// KeyRange: where in the store the items are that a key condition is true of.
//
// The encoding of a key part keeps its order and is no prefix of another's (storage/item/key.h), so
// every condition on the parts of a sort key, whatever follows them, is one stretch of bytes.
//
// Threads: pure functions.
// Source: docs/formats/disk.md, "Key parts".
#pragma once

#include <string_view>

#include "regions/expressions/key_condition.h"
#include "storage/base/result.h"
#include "storage/table/table_store.h"

namespace meridian {

struct KeyRange {
  ItemKey hash;  // Without a sort key.
  SortRange sort;
};

// Of the table or index whose key is `key`. kValidation, in DynamoDB's words, for a partition key
// that no item can have.
Result<KeyRange> KeyRangeOf(const KeyNames& key, const KeyCondition& condition);

// Whether an encoded sort key lies in the range.
bool Covers(const SortRange& range, std::string_view sort);

}  // namespace meridian
