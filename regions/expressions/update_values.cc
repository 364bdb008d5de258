#include "regions/expressions/update_values.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "regions/expressions/condition_tests.h"
#include "regions/expressions/functions.h"
#include "storage/base/check.h"

namespace meridian {
namespace {

Error MissingAttribute() {
  return Error{Errc::kValidation,
               "The provided expression refers to an attribute that does not exist in the item"};
}

Error WrongType(const char* text = kWrongOperandType) { return Error{Errc::kValidation, text}; }

// The members of two sets of one kind, combined by `combine`; nullopt if they are not of kind Set.
template <class Set, class Combine>
std::optional<Set> CombineSets(const AttributeValue& existing, const AttributeValue& operand,
                               Combine combine) {
  const auto* left = existing.As<Set>();
  const auto* right = operand.As<Set>();
  if (left == nullptr || right == nullptr) return std::nullopt;
  Set combined;
  combine(left->members, right->members, std::back_inserter(combined.members));
  return combined;
}

Result<AttributeValue> ComputeCall(const UpdateCall& call, const Item& before) {
  CHECK(call.operands.size() == 2);
  if (call.kind == UpdateCall::Kind::kIfNotExists) {
    const AttributeValue* existing = Resolve(std::get<Path>(call.operands[0].term), before);
    if (existing != nullptr) return *existing;
    return Compute(call.operands[1], before);
  }
  TRY(AttributeValue left, Compute(call.operands[0], before));
  TRY(AttributeValue right, Compute(call.operands[1], before));
  if (call.kind == UpdateCall::Kind::kListAppend) {
    auto* list = left.As<List>();
    auto* tail = right.As<List>();
    if (list == nullptr || tail == nullptr) return WrongType();
    std::ranges::move(*tail, std::back_inserter(*list));
    return left;
  }
  const auto* a = left.As<Number>();
  const auto* b = right.As<Number>();
  if (a == nullptr || b == nullptr) return WrongType();
  TRY(Number result,
      call.kind == UpdateCall::Kind::kAdd ? Number::Add(*a, *b) : Number::Subtract(*a, *b));
  return AttributeValue::N(std::move(result));
}

}  // namespace

Status CheckOperand(UpdateCall::Kind call, const UpdateValue& operand) {
  const auto* literal = std::get_if<AttributeValue>(&operand.term);
  if (literal == nullptr) return OkStatus();
  switch (call) {
    case UpdateCall::Kind::kIfNotExists: break;
    case UpdateCall::Kind::kListAppend:
      if (literal->Is(AttributeType::kList)) break;
      return WrongOperandType(kListAppend, TypeName(literal->type()));
    case UpdateCall::Kind::kAdd:
    case UpdateCall::Kind::kSubtract:
      if (literal->Is(AttributeType::kNumber)) break;
      return WrongOperandType(call == UpdateCall::Kind::kAdd ? "+" : "-",
                              TypeName(literal->type()));
  }
  return OkStatus();
}

Result<AttributeValue> Compute(const UpdateValue& value, const Item& before) {
  if (const auto* literal = std::get_if<AttributeValue>(&value.term)) return *literal;
  if (const auto* call = std::get_if<UpdateCall>(&value.term)) return ComputeCall(*call, before);
  const AttributeValue* found = Resolve(std::get<Path>(value.term), before);
  if (found == nullptr) return MissingAttribute();
  return *found;
}

Result<AttributeValue> AddTo(const AttributeValue* existing, const AttributeValue& operand,
                             const char* mismatch) {
  if (existing == nullptr) return operand;
  if (const auto* increment = operand.As<Number>()) {
    const auto* number = existing->As<Number>();
    if (number == nullptr) return WrongType(mismatch);
    TRY(Number sum, Number::Add(*number, *increment));
    return AttributeValue::N(std::move(sum));
  }
  if (const auto* tail = operand.As<List>()) {
    const auto* list = existing->As<List>();
    if (list == nullptr) return WrongType(mismatch);
    List whole = *list;
    whole.insert(whole.end(), tail->begin(), tail->end());
    return AttributeValue::L(std::move(whole));
  }
  if (auto strings = CombineSets<StringSet>(*existing, operand, std::ranges::set_union)) {
    return AttributeValue::Make(*std::move(strings));
  }
  if (auto numbers = CombineSets<NumberSet>(*existing, operand, std::ranges::set_union)) {
    return AttributeValue::Make(*std::move(numbers));
  }
  if (auto binaries = CombineSets<BinarySet>(*existing, operand, std::ranges::set_union)) {
    return AttributeValue::Make(*std::move(binaries));
  }
  return WrongType(mismatch);
}

Result<std::optional<AttributeValue>> DeleteFrom(const AttributeValue& existing,
                                                 const AttributeValue& operand,
                                                 const char* mismatch) {
  const auto remaining = [](auto set) -> std::optional<AttributeValue> {
    if (set.members.empty()) return std::nullopt;
    return AttributeValue::Make(std::move(set));
  };
  if (auto strings = CombineSets<StringSet>(existing, operand, std::ranges::set_difference)) {
    return remaining(*std::move(strings));
  }
  if (auto numbers = CombineSets<NumberSet>(existing, operand, std::ranges::set_difference)) {
    return remaining(*std::move(numbers));
  }
  if (auto binaries = CombineSets<BinarySet>(existing, operand, std::ranges::set_difference)) {
    return remaining(*std::move(binaries));
  }
  return WrongType(mismatch);
}

}  // namespace meridian
