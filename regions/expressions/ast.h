// The trees that expressions become: what to test, and what to change.
//
// Everything is resolved: attribute names and values stand where placeholders stood, functions have
// their number and types of arguments. The trees are plain data, so that the legacy parameters
// (Expected, ScanFilter, AttributeUpdates) can be built into the same trees without text.
//
// Threads: values. Depth is bounded by kExpressionDepthMax (limits.h), so recursion is safe.
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "regions/expressions/path.h"
#include "storage/item/attribute.h"

namespace meridian {

// ---- Conditions

// size(operand): a number, or nothing when the operand is absent or has no size.
struct SizeOf {
  std::variant<Path, AttributeValue> operand;
};
using Operand = std::variant<Path, AttributeValue, SizeOf>;

enum class Comparator : uint8_t {
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
};

struct Comparison {
  Comparator comparator;
  Operand left;
  Operand right;
};
// Both bounds included.
struct Between {
  Operand operand;
  Operand low;
  Operand high;
};
struct In {
  Operand operand;
  std::vector<Operand> candidates;
};
// attribute_exists; with expected == false attribute_not_exists.
struct Exists {
  Path path;
  bool expected;
};
struct HasType {
  Operand operand;
  AttributeType type;
};
struct BeginsWith {
  Operand operand;
  Operand prefix;
};
struct Contains {
  Operand container;
  Operand element;
};
struct ConditionNode;
// kNot has exactly one term. kAnd of none is true, kOr of none is false.
struct Logical {
  enum class Kind : uint8_t { kAnd, kOr, kNot };
  Kind kind;
  std::vector<ConditionNode> terms;
};
struct ConditionNode {
  std::variant<Comparison, Between, In, Exists, HasType, BeginsWith, Contains, Logical> test;
};

// ---- Updates

struct UpdateValue;
// Exactly two operands each. For kIfNotExists the first is a Path.
struct UpdateCall {
  enum class Kind : uint8_t { kAdd, kSubtract, kIfNotExists, kListAppend };
  Kind kind;
  std::vector<UpdateValue> operands;
};
struct UpdateValue {
  std::variant<Path, AttributeValue, UpdateCall> term;
};

// `value` is the right-hand side of SET, the literal of ADD and DELETE; unused by REMOVE.
struct UpdateAction {
  enum class Kind : uint8_t { kSet, kRemove, kAdd, kDelete };
  Kind kind;
  Path path;
  UpdateValue value;
};

}  // namespace meridian
