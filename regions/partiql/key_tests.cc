#include "regions/partiql/key_tests.h"

#include <algorithm>
#include <string>
#include <utility>

#include "regions/expressions/path.h"
#include "regions/partiql/limits.h"

namespace meridian::partiql {
namespace {

Error Invalid(std::string message) { return Error{Errc::kValidation, std::move(message)}; }

// The attribute that `operand` is as a whole; nullptr if it is anything else.
const std::string* WholeAttribute(const Operand& operand) {
  const auto* path = std::get_if<Path>(&operand);
  return path && !path->nested() ? &path->attribute : nullptr;
}

struct TestFinder {
  std::optional<KeyTest> operator()(const Comparison& test) const {
    if (test.comparator == Comparator::kNotEqual) return std::nullopt;
    const bool mirrored = !std::holds_alternative<Path>(test.left);
    const auto* attribute = WholeAttribute(mirrored ? test.right : test.left);
    const auto* value = std::get_if<AttributeValue>(mirrored ? &test.left : &test.right);
    if (attribute == nullptr || value == nullptr) return std::nullopt;
    const Comparator comparator = mirrored ? Mirrored(test.comparator) : test.comparator;
    return KeyTest{
        *attribute, comparator == Comparator::kEqual, {BoundKind(comparator), *value, {}}};
  }
  std::optional<KeyTest> operator()(const Between& test) const {
    const auto* attribute = WholeAttribute(test.operand);
    const auto* low = std::get_if<AttributeValue>(&test.low);
    const auto* high = std::get_if<AttributeValue>(&test.high);
    if (attribute == nullptr || low == nullptr || high == nullptr) return std::nullopt;
    return KeyTest{*attribute, false, {RangeBound::Kind::kBetween, *low, *high}};
  }
  std::optional<KeyTest> operator()(const BeginsWith& test) const {
    const auto* attribute = WholeAttribute(test.operand);
    const auto* prefix = std::get_if<AttributeValue>(&test.prefix);
    if (attribute == nullptr || prefix == nullptr) return std::nullopt;
    return KeyTest{*attribute, false, {RangeBound::Kind::kBeginsWith, *prefix, {}}};
  }
  template <class Other>
  std::optional<KeyTest> operator()(const Other&) const {
    return std::nullopt;
  }
};

void Merge(std::vector<AttributeValue> more, std::vector<AttributeValue>* values) {
  for (AttributeValue& value : more) {
    if (std::ranges::find(*values, value) == values->end()) values->push_back(std::move(value));
  }
}

std::optional<PossibleValues> ValuesOfIn(const In& in, std::string_view attribute) {
  const auto* tested = WholeAttribute(in.operand);
  if (tested == nullptr || *tested != attribute) return std::nullopt;
  PossibleValues possible{{}, true};
  for (const Operand& candidate : in.candidates) {
    const auto* value = std::get_if<AttributeValue>(&candidate);
    if (value == nullptr) return std::nullopt;
    Merge({*value}, &possible.values);
  }
  return possible;
}

std::optional<PossibleValues> ValuesOfLogical(const Logical& logical, std::string_view attribute) {
  if (logical.kind == Logical::Kind::kNot) return std::nullopt;
  PossibleValues of_or{{}, true};
  for (const ConditionNode& term : logical.terms) {
    auto of_term = ValuesOf(term, attribute);
    if (logical.kind == Logical::Kind::kAnd) {
      if (!of_term) continue;
      of_term->exact = false;
      return of_term;
    }
    if (!of_term) return std::nullopt;
    Merge(std::move(of_term->values), &of_or.values);
    of_or.exact = of_or.exact && of_term->exact;
  }
  if (logical.kind == Logical::Kind::kAnd) return std::nullopt;
  return of_or;
}

bool IsEmpty(const AttributeValue& value) {
  const auto* text = value.As<std::string>();
  const auto* binary = value.As<Binary>();
  return (text && text->empty()) || (binary && binary->bytes.empty());
}

bool FitsType(const RangeBound& bound, AttributeType type) {
  return bound.value.Is(type) && (bound.kind != RangeBound::Kind::kBetween || bound.upper.Is(type));
}

// Looks at every test of a tree.
class OperandChecker {
 public:
  explicit OperandChecker(const KeyNames& key) : key_(key) {}

  Status operator()(const ConditionNode& node) const { return std::visit(*this, node.test); }

  Status operator()(const Logical& logical) const {
    for (const ConditionNode& term : logical.terms) TRY((*this)(term));
    return OkStatus();
  }
  Status operator()(const Comparison& test) const { return Check({&test.left, &test.right}); }
  Status operator()(const Between& test) const {
    return Check({&test.operand, &test.low, &test.high});
  }
  Status operator()(const BeginsWith& test) const { return Check({&test.operand, &test.prefix}); }
  Status operator()(const In& test) const {
    for (const Operand& candidate : test.candidates) TRY(Check({&test.operand, &candidate}));
    const auto* attribute = WholeAttribute(test.operand);
    const bool of_hash =
        attribute &&
        std::ranges::find(key_.hash, *attribute, &KeyNames::Attribute::name) != key_.hash.end();
    if (!of_hash || test.candidates.size() <= kHashValuesMax) return OkStatus();
    return Invalid("The IN operator is provided with too many operands; number of operands: " +
                   std::to_string(test.candidates.size()));
  }
  Status operator()(const Exists& test) const { return CheckWhole(test.path); }
  Status operator()(const HasType& test) const { return CheckWhole(test.operand); }
  Status operator()(const Contains& test) const {
    TRY(CheckWhole(test.container));
    return CheckWhole(test.element);
  }

 private:
  const KeyNames::Attribute* Find(const std::string& attribute) const {
    for (const auto* attributes : {&key_.hash, &key_.range}) {
      const auto found = std::ranges::find(*attributes, attribute, &KeyNames::Attribute::name);
      if (found != attributes->end()) return &*found;
    }
    return nullptr;
  }

  Status CheckWhole(const Path& path) const {
    return Find(path.attribute) ? CheckKeysAreWhole(path, {path.attribute}) : OkStatus();
  }
  Status CheckWhole(const Operand& operand) const {
    const auto* path = std::get_if<Path>(&operand);
    return path ? CheckWhole(*path) : OkStatus();
  }

  // Operands that are compared with each other.
  Status Check(std::initializer_list<const Operand*> operands) const {
    const KeyNames::Attribute* key = nullptr;
    for (const Operand* operand : operands) {
      TRY(CheckWhole(*operand));
      if (const auto* attribute = WholeAttribute(*operand)) key = key ? key : Find(*attribute);
    }
    for (const Operand* operand : operands) {
      const auto* value = std::get_if<AttributeValue>(operand);
      if (key == nullptr || value == nullptr || value->Is(key->type)) continue;
      return Invalid(
          "One or more parameter values were invalid: Condition parameter type does not match "
          "schema type");
    }
    return OkStatus();
  }

  const KeyNames& key_;
};

}  // namespace

std::vector<const ConditionNode*> Conjuncts(const std::optional<ConditionNode>& condition) {
  if (!condition) return {};
  std::vector<const ConditionNode*> found;
  std::vector<const ConditionNode*> open{&*condition};
  while (!open.empty()) {
    const ConditionNode* node = open.back();
    open.pop_back();
    const auto* logical = std::get_if<Logical>(&node->test);
    if (logical == nullptr || logical->kind != Logical::Kind::kAnd) {
      found.push_back(node);
      continue;
    }
    for (auto term = logical->terms.rbegin(); term != logical->terms.rend(); ++term) {
      open.push_back(&*term);
    }
  }
  return found;
}

std::optional<KeyTest> AsKeyTest(const ConditionNode& condition) {
  return std::visit(TestFinder{}, condition.test);
}

std::optional<PossibleValues> ValuesOf(const ConditionNode& condition, std::string_view attribute) {
  if (const auto* logical = std::get_if<Logical>(&condition.test)) {
    return ValuesOfLogical(*logical, attribute);
  }
  if (const auto* in = std::get_if<In>(&condition.test)) return ValuesOfIn(*in, attribute);
  const auto test = AsKeyTest(condition);
  if (!test || !test->equal || test->attribute != attribute) return std::nullopt;
  return PossibleValues{{test->bound.value}, true};
}

Status CheckKeyOperands(const ConditionNode& condition, const KeyNames& key) {
  return OperandChecker(key)(condition);
}

Status CheckKeyTest(const KeyTest& test, const KeyNames::Attribute& attribute) {
  const bool fits =
      test.equal ? test.bound.value.Is(attribute.type) : FitsType(test.bound, attribute.type);
  if (!fits) {
    return Invalid("Key attribute's data type should match its data type in table's schema: Key " +
                   attribute.name);
  }
  if (!test.equal || !IsEmpty(test.bound.value)) return OkStatus();
  return Invalid(
      std::string("One or more parameter values are not valid. The AttributeValue for a key "
                  "attribute cannot contain an empty ") +
      (test.bound.value.Is(AttributeType::kString) ? "string" : "binary") +
      " value. Key: " + attribute.name);
}

}  // namespace meridian::partiql
