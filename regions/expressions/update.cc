#include "regions/expressions/update.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace meridian {
namespace {

Error InvalidPath() {
  return Error{Errc::kValidation,
               "The document path provided in the update expression is invalid for update"};
}

// The place of the last step in a list, 0 for one in a map or item.
size_t LastIndex(const Path& path) {
  if (!path.nested()) return 0;
  const auto* index = std::get_if<size_t>(&path.steps.back());
  return index ? *index : 0;
}

// The value that holds the last step of `path`. Requires: path.nested().
// nullptr unless it exists and is a map or list as the step demands.
AttributeValue* FindParent(const Path& path, Item& item) {
  AttributeValue* parent = item.Find(path.attribute);
  for (size_t i = 0; parent != nullptr && i + 1 < path.steps.size(); ++i) {
    parent = Descend(*parent, path.steps[i]);
  }
  if (parent == nullptr) return nullptr;
  const bool is_index = std::holds_alternative<size_t>(path.steps.back());
  return parent->Is(is_index ? AttributeType::kList : AttributeType::kMap) ? parent : nullptr;
}

Status Assign(const Path& path, AttributeValue value, Item& item) {
  if (!path.nested()) {
    item.Set(path.attribute, std::move(value));
    return OkStatus();
  }
  AttributeValue* parent = FindParent(path, item);
  if (parent == nullptr) return InvalidPath();
  if (const auto* name = std::get_if<std::string>(&path.steps.back())) {
    parent->As<AttributeMap>()->Set(*name, std::move(value));
    return OkStatus();
  }
  List& list = *parent->As<List>();
  const size_t index = std::get<size_t>(path.steps.back());
  if (index < list.size()) {
    list[index] = std::move(value);
  } else {
    list.push_back(std::move(value));
  }
  return OkStatus();
}

// Requires: the path led somewhere before this update, which it still does.
void Remove(const Path& path, Item& item) {
  if (!path.nested()) {
    item.Erase(path.attribute);
    return;
  }
  AttributeValue* parent = FindParent(path, item);
  if (parent == nullptr) return;
  if (const auto* name = std::get_if<std::string>(&path.steps.back())) {
    parent->As<AttributeMap>()->Erase(*name);
    return;
  }
  List& list = *parent->As<List>();
  list.erase(list.begin() + static_cast<ptrdiff_t>(std::get<size_t>(path.steps.back())));
}

// What the actions come to, worked out on the item as it was.
struct Plan {
  struct Assignment {
    const Path* path;
    AttributeValue value;
  };
  std::vector<Assignment> assignments;
  std::vector<const Path*> removals;  // Each leads somewhere.
};

Status PlanSetOperation(const UpdateAction& action, const Item& before, const char* mismatch,
                        Plan* plan) {
  const AttributeValue* existing = Resolve(action.path, before);
  const auto& operand = std::get<AttributeValue>(action.value.term);
  if (action.kind == UpdateAction::Kind::kAdd) {
    TRY(AttributeValue sum, AddTo(existing, operand, mismatch));
    plan->assignments.push_back({&action.path, std::move(sum)});
    return OkStatus();
  }
  if (existing == nullptr) return OkStatus();
  TRY(std::optional<AttributeValue> rest, DeleteFrom(*existing, operand, mismatch));
  if (rest) {
    plan->assignments.push_back({&action.path, *std::move(rest)});
  } else {
    plan->removals.push_back(&action.path);
  }
  return OkStatus();
}

}  // namespace

UpdateProgram::UpdateProgram(std::vector<UpdateAction> actions, PathTree touched)
    : actions_(std::move(actions)), touched_(std::move(touched)) {}

Result<UpdateProgram> UpdateProgram::Make(std::vector<UpdateAction> actions, const char* mismatch) {
  PathTree touched;
  for (const UpdateAction& action : actions) TRY(touched.Add(action.path));
  UpdateProgram program(std::move(actions), std::move(touched));
  program.mismatch_ = mismatch;
  return program;
}

Result<Item> UpdateProgram::Apply(const Item& before, bool item_exists) const {
  Item after = before;
  Plan plan;
  for (const UpdateAction& action : actions_) {
    if (action.kind == UpdateAction::Kind::kSet) {
      TRY(AttributeValue value, Compute(action.value, before));
      plan.assignments.push_back({&action.path, std::move(value)});
      continue;
    }
    // Nothing was assigned yet, so `after` still answers for `before`.
    const bool clears = action.kind != UpdateAction::Kind::kAdd;
    if (clears && action.path.nested() && FindParent(action.path, after) == nullptr) {
      if (item_exists) return InvalidPath();
      continue;
    }
    if (action.kind != UpdateAction::Kind::kRemove) {
      TRY(PlanSetOperation(action, before, mismatch_, &plan));
    } else if (Resolve(action.path, before) != nullptr) {
      plan.removals.push_back(&action.path);
    }
  }
  std::ranges::stable_sort(plan.assignments, {}, [](const auto& a) { return LastIndex(*a.path); });
  for (Plan::Assignment& assignment : plan.assignments) {
    TRY(Assign(*assignment.path, std::move(assignment.value), after));
  }
  // Later places first: a removal moves only what was already dealt with.
  std::ranges::sort(plan.removals, std::greater(),
                    [](const Path* path) -> const Path& { return *path; });
  for (const Path* path : plan.removals) Remove(*path, after);
  return after;
}

Item UpdateProgram::ProjectTouched(const Item& item) const { return touched_.Prune(item); }

Status UpdateProgram::CheckTouchesNoKey(const std::vector<std::string>& key_attributes) const {
  for (const UpdateAction& action : actions_) {
    TRY(CheckKeysAreWhole(action.path, key_attributes));
    const std::string& name = action.path.attribute;
    if (std::ranges::find(key_attributes, name) == key_attributes.end()) continue;
    return Error{Errc::kValidation,
                 "One or more parameter values were invalid: Cannot update attribute " + name +
                     ". This attribute is part of the key"};
  }
  return OkStatus();
}

}  // namespace meridian
