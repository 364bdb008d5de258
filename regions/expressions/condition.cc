#include "regions/expressions/condition.h"

#include <algorithm>
#include <utility>

#include "regions/expressions/condition_binder.h"
#include "regions/expressions/functions.h"

namespace meridian {
namespace {

// An operand's value in one item; what is computed lives in here.
class Evaluated {
 public:
  Evaluated(const Operand& operand, const Item* item) {
    if (const auto* size = std::get_if<SizeOf>(&operand)) {
      const AttributeValue* measured = std::visit(Reader{item}, size->operand);
      const auto count = measured ? SizeOfValue(*measured) : std::nullopt;
      if (!count) return;
      computed_ = AttributeValue::N(Number::FromInt64(static_cast<int64_t>(*count)));
      value_ = &computed_;
    } else if (const auto* path = std::get_if<Path>(&operand)) {
      value_ = Reader{item}(*path);
    } else {
      value_ = &std::get<AttributeValue>(operand);
    }
  }
  Evaluated(const Evaluated&) = delete;
  Evaluated& operator=(const Evaluated&) = delete;

  // nullptr if the operand has no value.
  const AttributeValue* get() const { return value_; }

 private:
  struct Reader {
    const Item* item;
    const AttributeValue* operator()(const Path& path) const {
      return item ? Resolve(path, *item) : nullptr;
    }
    const AttributeValue* operator()(const AttributeValue& literal) const { return &literal; }
  };

  const AttributeValue* value_ = nullptr;
  AttributeValue computed_;
};

bool Compare(Comparator comparator, const AttributeValue* left, const AttributeValue* right) {
  if (left == nullptr || right == nullptr) return comparator == Comparator::kNotEqual;
  if (comparator == Comparator::kEqual) return *left == *right;
  if (comparator == Comparator::kNotEqual) return *left != *right;
  const auto order = Order(*left, *right);
  if (!order) return false;
  switch (comparator) {
    case Comparator::kLess: return *order < 0;
    case Comparator::kLessOrEqual: return *order <= 0;
    case Comparator::kGreater: return *order > 0;
    case Comparator::kGreaterOrEqual: return *order >= 0;
    case Comparator::kEqual:
    case Comparator::kNotEqual: break;
  }
  return false;
}

struct Evaluator {
  const Item* item;

  bool operator()(const ConditionNode& node) const { return std::visit(*this, node.test); }

  bool operator()(const Comparison& test) const {
    const Evaluated left(test.left, item);
    const Evaluated right(test.right, item);
    return Compare(test.comparator, left.get(), right.get());
  }
  bool operator()(const Between& test) const {
    const Evaluated value(test.operand, item);
    const Evaluated low(test.low, item);
    const Evaluated high(test.high, item);
    return Compare(Comparator::kGreaterOrEqual, value.get(), low.get()) &&
           Compare(Comparator::kLessOrEqual, value.get(), high.get());
  }
  bool operator()(const In& test) const {
    const Evaluated value(test.operand, item);
    return std::ranges::any_of(test.candidates, [&](const Operand& candidate) {
      return Compare(Comparator::kEqual, value.get(), Evaluated(candidate, item).get());
    });
  }
  bool operator()(const Exists& test) const {
    return (item != nullptr && Resolve(test.path, *item) != nullptr) == test.expected;
  }
  bool operator()(const HasType& test) const {
    const Evaluated value(test.operand, item);
    return value.get() != nullptr && value.get()->Is(test.type);
  }
  bool operator()(const BeginsWith& test) const {
    const Evaluated value(test.operand, item);
    const Evaluated prefix(test.prefix, item);
    return value.get() && prefix.get() && StartsWith(*value.get(), *prefix.get());
  }
  bool operator()(const Contains& test) const {
    const Evaluated container(test.container, item);
    const Evaluated element(test.element, item);
    return container.get() && element.get() && HoldsElement(*container.get(), *element.get());
  }
  bool operator()(const Logical& logical) const {
    switch (logical.kind) {
      case Logical::Kind::kAnd: return std::ranges::all_of(logical.terms, *this);
      case Logical::Kind::kOr: return std::ranges::any_of(logical.terms, *this);
      case Logical::Kind::kNot: return !(*this)(logical.terms.front());
    }
    return false;
  }
};

struct PathCollector {
  std::vector<Path>* paths;

  void operator()(const ConditionNode& node) const { std::visit(*this, node.test); }
  void operator()(const Operand& operand) const { std::visit(*this, operand); }
  void operator()(const Path& path) const { paths->push_back(path); }
  void operator()(const AttributeValue&) const {}
  void operator()(const SizeOf& size) const { std::visit(*this, size.operand); }

  void operator()(const Comparison& test) const { All(test.left, test.right); }
  void operator()(const Between& test) const { All(test.operand, test.low, test.high); }
  void operator()(const In& test) const {
    (*this)(test.operand);
    std::ranges::for_each(test.candidates, *this);
  }
  void operator()(const Exists& test) const { (*this)(test.path); }
  void operator()(const HasType& test) const { (*this)(test.operand); }
  void operator()(const BeginsWith& test) const { All(test.operand, test.prefix); }
  void operator()(const Contains& test) const { All(test.container, test.element); }
  void operator()(const Logical& logical) const { std::ranges::for_each(logical.terms, *this); }

  template <class... Operands>
  void All(const Operands&... operands) const {
    ((*this)(operands), ...);
  }
};

}  // namespace

Condition::Condition() : Condition(ConditionNode{Logical{Logical::Kind::kAnd, {}}}) {}

Condition::Condition(ConditionNode root) : root_(std::move(root)) { PathCollector{&paths_}(root_); }

bool Condition::Holds(const Item* item) const { return Evaluator{item}(root_); }

Result<Condition> ParseCondition(std::string_view text, ExpressionKind kind,
                                 Substitutions& substitutions) {
  TRY(ConditionNode root, ParseConditionTree(text, kind, substitutions));
  return Condition(std::move(root));
}

Status CheckNamesNoKey(const Condition& filter, const std::vector<std::string>& key_attributes,
                       std::string_view subject) {
  for (const Path& path : filter.paths()) {
    TRY(CheckKeysAreWhole(path, key_attributes));
    if (std::ranges::find(key_attributes, path.attribute) == key_attributes.end()) continue;
    return Error{Errc::kValidation,
                 std::string(subject) +
                     " can only contain non-primary key attributes: Primary key attribute: " +
                     path.attribute};
  }
  return OkStatus();
}

}  // namespace meridian
