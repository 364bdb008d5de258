// The limits of statements.
//
// Source: Amazon DynamoDB Developer Guide, "PartiQL for DynamoDB"; dynamodb.md 1.5, 4.6. The depth
// is ours: it bounds the parser's stack. No statement within the other limits needs more, except
// for parentheses that mean nothing.
#pragma once

#include <cstddef>

namespace meridian::partiql {

inline constexpr size_t kStatementCharactersMax = 8192;
inline constexpr size_t kStatementDepthMax = 320;
inline constexpr size_t kHashValuesMax = 50;  // In one IN on a partition key.
inline constexpr size_t kBatchStatementsMax = 25;
inline constexpr int kNestingLevelsMax = 32;  // Of a literal.

}  // namespace meridian::partiql
