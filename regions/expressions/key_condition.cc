#include "regions/expressions/key_condition.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "regions/expressions/condition_binder.h"
#include "regions/expressions/errors.h"

namespace meridian {
namespace {

// One condition on one key attribute: equality, or a bound.
struct KeyTest {
  bool equal;
  RangeBound bound;  // With `equal`, only `bound.value` counts.
};
using KeyTests = std::map<std::string, KeyTest, std::less<>>;

Error Invalid(std::string message) { return Error{Errc::kValidation, std::move(message)}; }

Error InvalidOperator(std::string_view name) {
  return Invalid("Invalid operator used in KeyConditionExpression: " + std::string(name));
}

Error InvalidCondition(std::string_view problem) {
  return Invalid("Invalid condition in KeyConditionExpression: " + std::string(problem));
}

Error MissedElement(const KeyNames::Attribute& attribute) {
  return Invalid("Query condition missed key schema element: " + attribute.name);
}

Error NotSupported() { return Invalid("Query key condition not supported"); }

// Gathers the tests of a tree of ANDs, refusing everything a key condition may not contain.
class KeyTestCollector {
 public:
  Status operator()(const ConditionNode& node) { return std::visit(*this, node.test); }

  Status operator()(const Logical& logical) {
    if (logical.kind == Logical::Kind::kOr) return InvalidOperator("OR");
    if (logical.kind == Logical::Kind::kNot) return InvalidOperator("NOT");
    for (const ConditionNode& term : logical.terms) TRY((*this)(term));
    return OkStatus();
  }
  Status operator()(const Comparison& test) {
    if (test.comparator == Comparator::kNotEqual) return InvalidOperator("<>");
    TRY(const Path path, OnlyPath({&test.left, &test.right}));
    const bool mirrored = !std::holds_alternative<Path>(test.left);
    const Comparator comparator = mirrored ? Mirrored(test.comparator) : test.comparator;
    return Add(path, {comparator == Comparator::kEqual,
                      {BoundKind(comparator), Value(mirrored ? test.left : test.right), {}}});
  }
  Status operator()(const Between& test) {
    TRY(RequirePathFirst("BETWEEN", test.operand));
    TRY(const Path path, OnlyPath({&test.operand, &test.low, &test.high}));
    return Add(path, {false, {RangeBound::Kind::kBetween, Value(test.low), Value(test.high)}});
  }
  Status operator()(const BeginsWith& test) {
    TRY(RequirePathFirst("begins_with", test.operand));
    TRY(const Path path, OnlyPath({&test.operand, &test.prefix}));
    return Add(path, {false, {RangeBound::Kind::kBeginsWith, Value(test.prefix), {}}});
  }
  Status operator()(const In&) { return InvalidOperator("IN"); }
  Status operator()(const Exists& test) {
    return InvalidOperator(test.expected ? "attribute_exists" : "attribute_not_exists");
  }
  Status operator()(const HasType&) { return InvalidOperator("attribute_type"); }
  Status operator()(const Contains&) { return InvalidOperator("contains"); }

  const KeyTests& tests() const { return tests_; }

 private:
  static AttributeValue Value(const Operand& operand) { return std::get<AttributeValue>(operand); }

  static Status RequirePathFirst(std::string_view name, const Operand& first) {
    if (std::holds_alternative<Path>(first)) return OkStatus();
    return InvalidCondition(std::string(name) +
                            " operator must have the key attribute as its first operand");
  }
  static Error NestedOperation() {
    return Invalid("KeyConditionExpressions cannot contain nested operations");
  }

  // The one attribute among `operands`, whose others are then all literals.
  static Result<Path> OnlyPath(std::initializer_list<const Operand*> operands) {
    const Path* only = nullptr;
    for (const Operand* operand : operands) {
      if (std::holds_alternative<SizeOf>(*operand)) return NestedOperation();
      const auto* path = std::get_if<Path>(operand);
      if (path == nullptr) continue;
      if (only != nullptr) {
        return InvalidCondition("Multiple attribute names used in one condition");
      }
      if (path->nested()) {
        return Invalid("KeyConditionExpressions cannot have conditions on nested attributes");
      }
      only = path;
    }
    if (only == nullptr) return InvalidCondition("No key attribute specified");
    return *only;
  }

  Status Add(const Path& path, KeyTest test) {
    if (!tests_.emplace(path.attribute, std::move(test)).second) {
      return InvalidExpression(ExpressionKind::kKeyCondition,
                               "KeyConditionExpressions must only contain one condition per key");
    }
    return OkStatus();
  }

  KeyTests tests_;
};

Status CheckValue(const KeyNames::Attribute& attribute, const KeyTest& test) {
  const bool between = !test.equal && test.bound.kind == RangeBound::Kind::kBetween;
  if (!test.bound.value.Is(attribute.type) || (between && !test.bound.upper.Is(attribute.type))) {
    return Invalid(
        "One or more parameter values were invalid: Condition parameter type does not match "
        "schema type");
  }
  if (!test.equal) return OkStatus();
  const auto* text = test.bound.value.As<std::string>();
  const auto* binary = test.bound.value.As<Binary>();
  if ((text == nullptr || !text->empty()) && (binary == nullptr || !binary->bytes.empty())) {
    return OkStatus();
  }
  return Invalid(
      std::string("One or more parameter values are not valid. The AttributeValue for a key "
                  "attribute cannot contain an empty ") +
      (text ? "string" : "binary") + " value. Key: " + attribute.name);
}

// Lays `tests` out along the key. Every test must find its place.
Result<KeyCondition> Match(const KeyTests& tests, const KeyNames& key) {
  KeyCondition condition;
  size_t placed = 0;
  for (const KeyNames::Attribute& attribute : key.hash) {
    const auto test = tests.find(attribute.name);
    if (test == tests.end()) return MissedElement(attribute);
    TRY(CheckValue(attribute, test->second));
    if (!test->second.equal) return NotSupported();
    condition.hash.push_back(test->second.bound.value);
    ++placed;
  }
  const KeyNames::Attribute* gap = nullptr;
  for (const KeyNames::Attribute& attribute : key.range) {
    const auto test = tests.find(attribute.name);
    if (test == tests.end()) {
      if (gap == nullptr) gap = &attribute;
      continue;
    }
    TRY(CheckValue(attribute, test->second));
    if (gap != nullptr) return MissedElement(*gap);
    if (condition.last) return NotSupported();
    if (test->second.equal) {
      condition.range_equal.push_back(test->second.bound.value);
    } else {
      condition.last = test->second.bound;
    }
    ++placed;
  }
  if (placed == tests.size()) return condition;
  // A condition names an attribute outside the key.
  if (gap != nullptr) return MissedElement(*gap);
  return NotSupported();
}

}  // namespace

Comparator Mirrored(Comparator comparator) {
  switch (comparator) {
    case Comparator::kLess: return Comparator::kGreater;
    case Comparator::kLessOrEqual: return Comparator::kGreaterOrEqual;
    case Comparator::kGreater: return Comparator::kLess;
    case Comparator::kGreaterOrEqual: return Comparator::kLessOrEqual;
    case Comparator::kEqual:
    case Comparator::kNotEqual: break;
  }
  return comparator;
}

RangeBound::Kind BoundKind(Comparator comparator) {
  switch (comparator) {
    case Comparator::kLess: return RangeBound::Kind::kLess;
    case Comparator::kLessOrEqual: return RangeBound::Kind::kLessOrEqual;
    case Comparator::kGreater: return RangeBound::Kind::kGreater;
    case Comparator::kGreaterOrEqual:
    case Comparator::kEqual:
    case Comparator::kNotEqual: break;
  }
  return RangeBound::Kind::kGreaterOrEqual;
}

Result<KeyCondition> ParseKeyCondition(std::string_view text, Substitutions& substitutions,
                                       const KeyNames& key) {
  TRY(const ConditionNode root,
      ParseConditionTree(text, ExpressionKind::kKeyCondition, substitutions));
  return KeyConditionOf(root, key);
}

Result<KeyCondition> KeyConditionOf(const ConditionNode& root, const KeyNames& key) {
  KeyTestCollector collector;
  TRY(collector(root));
  const size_t attributes = key.hash.size() + key.range.size();
  const size_t conditions = collector.tests().size();
  if (conditions > attributes) {
    return Invalid("The number of query conditions (" + std::to_string(conditions) +
                   ") exceeds the number of key attributes defined in the schema (" +
                   std::to_string(attributes) + ")");
  }
  return Match(collector.tests(), key);
}

}  // namespace meridian
