#include "regions/expressions/path.h"

#include <algorithm>
#include <utility>

namespace meridian {
namespace {

template <class Value>
Value* DescendInto(Value& value, const PathStep& step) {
  if (const auto* name = std::get_if<std::string>(&step)) {
    auto* map = value.template As<AttributeMap>();
    return map ? map->Find(*name) : nullptr;
  }
  auto* list = value.template As<List>();
  const size_t index = std::get<size_t>(step);
  return list && index < list->size() ? &(*list)[index] : nullptr;
}

Error PathsError(std::string_view verb, const Path& one, const Path& two) {
  std::string message("Two document paths ");
  message.append(verb)
      .append(" with each other; must remove or rewrite one of these paths; path one: ")
      .append(one.ToString())
      .append(", path two: ")
      .append(two.ToString());
  return Error{Errc::kValidation, std::move(message)};
}

}  // namespace

std::string Path::ToString() const {
  std::string text = "[" + attribute;
  for (const PathStep& step : steps) {
    text += ", ";
    if (const auto* name = std::get_if<std::string>(&step)) {
      text += *name;
    } else {
      text.append("[").append(std::to_string(std::get<size_t>(step))).append("]");
    }
  }
  return text + "]";
}

const AttributeValue* Descend(const AttributeValue& value, const PathStep& step) {
  return DescendInto(value, step);
}

AttributeValue* Descend(AttributeValue& value, const PathStep& step) {
  return DescendInto(value, step);
}

const AttributeValue* Resolve(const Path& path, const Item& item) {
  const AttributeValue* value = item.Find(path.attribute);
  for (auto step = path.steps.begin(); value != nullptr && step != path.steps.end(); ++step) {
    value = Descend(*value, *step);
  }
  return value;
}

Status CheckKeysAreWhole(const Path& path, const std::vector<std::string>& key_attributes) {
  if (!path.nested() || std::ranges::find(key_attributes, path.attribute) == key_attributes.end())
    return OkStatus();
  return Error{Errc::kValidation,
               "Key attributes must be scalars; list random access '[]' and map lookup '.' are not "
               "allowed: Key: " +
                   path.attribute};
}

Status PathTree::Add(const Path& path) {
  Node* node = &root_.members[path.attribute];
  for (const PathStep& step : path.steps) {
    if (node->whole) return PathsError("overlap", *node->whole, path);
    if (const auto* name = std::get_if<std::string>(&step)) {
      if (!node->elements.empty()) return PathsError("conflict", AnyPath(*node), path);
      node = &node->members[*name];
    } else {
      if (!node->members.empty()) return PathsError("conflict", AnyPath(*node), path);
      node = &node->elements[std::get<size_t>(step)];
    }
  }
  if (node->whole || !node->members.empty() || !node->elements.empty()) {
    return PathsError("overlap", AnyPath(*node), path);
  }
  node->whole = path;
  return OkStatus();
}

const Path& PathTree::AnyPath(const Node& node) {
  const Node* at = &node;
  while (!at->whole) {
    at = at->members.empty() ? &at->elements.begin()->second : &at->members.begin()->second;
  }
  return *at->whole;
}

Item PathTree::Prune(const Item& item) const {
  Item pruned;
  for (const auto& [name, node] : root_.members) {
    const AttributeValue* value = item.Find(name);
    if (value == nullptr) continue;
    if (auto kept = Prune(node, *value)) pruned.Set(name, *std::move(kept));
  }
  return pruned;
}

std::optional<AttributeValue> PathTree::Prune(const Node& node, const AttributeValue& value) {
  if (node.whole) return value;
  if (const auto* map = value.As<AttributeMap>()) {
    AttributeMap pruned;
    for (const auto& [name, member] : node.members) {
      const AttributeValue* found = map->Find(name);
      if (found == nullptr) continue;
      if (auto kept = Prune(member, *found)) pruned.Set(name, *std::move(kept));
    }
    if (!pruned.empty()) return AttributeValue::M(std::move(pruned));
  } else if (const auto* list = value.As<List>()) {
    List pruned;
    for (const auto& [index, element] : node.elements) {
      if (index >= list->size()) break;
      if (auto kept = Prune(element, (*list)[index])) pruned.push_back(*std::move(kept));
    }
    if (!pruned.empty()) return AttributeValue::L(std::move(pruned));
  }
  return std::nullopt;
}

}  // namespace meridian
