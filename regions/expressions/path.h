// Document paths: the address of a value inside an item, and sets of such addresses.
//
// A path names a top-level attribute, then steps into maps by name and into lists by index. Names
// are attribute names as stored: placeholders were replaced when the expression was parsed.
// A PathTree holds the paths of one expression. It refuses two paths of which one lies inside the
// other ("overlap") and two that treat one value both as map and as list ("conflict"), because
// neither has a single meaning, and it cuts items down to its paths.
//
// Threads: values.
// Source: Amazon DynamoDB Developer Guide, "Nested attributes".
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "storage/base/result.h"
#include "storage/item/attribute.h"

namespace meridian {

// Into a map by name, or into a list by index.
using PathStep = std::variant<std::string, size_t>;

struct Path {
  std::string attribute;
  std::vector<PathStep> steps;

  bool nested() const { return !steps.empty(); }
  // As DynamoDB's messages show it: "[a, b, [3]]".
  std::string ToString() const;

  // By attribute, then step by step; list places in numeric order.
  friend auto operator<=>(const Path&, const Path&) = default;
};

// The value that `step` leads to from `value`; nullptr when `value` is of another kind than the
// step, or holds no such member. Invalidated by changes to `value`.
const AttributeValue* Descend(const AttributeValue& value, const PathStep& step);
AttributeValue* Descend(AttributeValue& value, const PathStep& step);

// The value at `path`, nullptr if there is none.
const AttributeValue* Resolve(const Path& path, const Item& item);

// "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key:
// X" if `path` leads into one of `key_attributes`.
Status CheckKeysAreWhole(const Path& path, const std::vector<std::string>& key_attributes);

class PathTree {
 public:
  // kValidation, in DynamoDB's words, if `path` overlaps or conflicts with one added before; the
  // tree is then of no further use.
  Status Add(const Path& path);

  // `item` reduced to the paths: maps keep only members on a path, lists only such elements, closed
  // up in ascending order. A path that leads nowhere leaves no trace.
  Item Prune(const Item& item) const;

 private:
  struct Node {
    std::map<std::string, Node, std::less<>> members;
    std::map<size_t, Node> elements;
    std::optional<Path> whole;  // Set on the last step of a path: keep everything below.
  };

  static const Path& AnyPath(const Node& node);
  static std::optional<AttributeValue> Prune(const Node& node, const AttributeValue& value);

  Node root_;
};

}  // namespace meridian
