// The words that may not be attribute names in expressions.
//
// Source: Amazon DynamoDB Developer Guide, "Reserved words in DynamoDB" (573 words).
#pragma once

#include <string_view>

namespace meridian {

// Whether `name` is reserved, in any mixture of upper and lower case.
bool IsReservedWord(std::string_view name);

}  // namespace meridian
