// Key conditions: which stretch of one partition a Query reads.
//
// A key has one hash and at most one range attribute in tables and local indexes; a global index
// may have up to four of each. A Query gives all hash attributes by equality, then range attributes
// from the left without gaps; all but the last of these by equality.
//
// Threads: values.
// Source: Amazon DynamoDB Developer Guide, "Key condition expressions", "Multi-attribute keys".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "regions/expressions/ast.h"
#include "regions/expressions/substitutions.h"
#include "storage/base/result.h"
#include "storage/item/attribute.h"

namespace meridian {

// The key of the table or index that is queried, attributes in the order of its schema.
struct KeyNames {
  struct Attribute {
    std::string name;
    AttributeType type;  // kString, kNumber or kBinary.
  };
  std::vector<Attribute> hash;   // 1 to 4.
  std::vector<Attribute> range;  // 0 to 4.
};

// The inequality on a range attribute. Values have the attribute's type.
struct RangeBound {
  enum class Kind : uint8_t {
    kLess,
    kLessOrEqual,
    kGreater,
    kGreaterOrEqual,
    kBetween,
    kBeginsWith
  };
  Kind kind;
  AttributeValue value;  // The lower bound of kBetween, the prefix of kBeginsWith (never a number).
  AttributeValue upper;  // Of kBetween only, included; at least `value`.
};

struct KeyCondition {
  std::vector<AttributeValue> hash;         // One for each hash attribute, in schema order.
  std::vector<AttributeValue> range_equal;  // For the first range attributes, in schema order.
  std::optional<RangeBound> last;           // On range attribute number range_equal.size().
};

// What `attribute comparator value` means when the text has it the other way round.
Comparator Mirrored(Comparator comparator);

// The bound that `attribute comparator value` sets; of kEqual and kNotEqual, which set none,
// kGreaterOrEqual.
RangeBound::Kind BoundKind(Comparator comparator);

// Parses and checks a KeyConditionExpression against `key`. Errors are kValidation in DynamoDB's
// words; those that need the key come after those of the text.
Result<KeyCondition> ParseKeyCondition(std::string_view text, Substitutions& substitutions,
                                       const KeyNames& key);

// The same for a condition that is resolved already: the legacy KeyConditions.
Result<KeyCondition> KeyConditionOf(const ConditionNode& root, const KeyNames& key);

}  // namespace meridian
