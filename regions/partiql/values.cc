#include "regions/partiql/values.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <set>
#include <utility>

#include "regions/partiql/limits.h"
#include "storage/base/check.h"
#include "storage/item/size.h"

namespace meridian::partiql {
namespace {

Error Invalid(std::string message) { return Error{Errc::kValidation, std::move(message)}; }

Result<Number> BindNumber(const Node& node) {
  auto number = Number::Parse(node.text);
  if (!number && number.error().message.find("38") != std::string::npos) {
    return Invalid("DynamoDB only supports precision up to 38 digits");
  }
  return number;
}

// A set of the texts, or numbers, that `node` holds.
template <class Set, class Make>
Result<AttributeValue> BindSet(const Node& node, Node::Kind kind, Make make) {
  Set set;
  for (const Node& child : node.children) {
    if (child.kind != kind) {
      return Invalid(
          "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags");
    }
    TRY(auto member, make(child));
    set.members.push_back(std::move(member));
  }
  std::ranges::sort(set.members);
  if (std::ranges::adjacent_find(set.members) != set.members.end()) {
    return Invalid("Input collection contains duplicates");
  }
  return AttributeValue::Make(std::move(set));
}

Result<AttributeValue> BindBag(const Node& node) {
  if (node.children.empty()) return ErrorAt("Empty bags are not supported", node.position);
  for (const Node& child : node.children) {
    if (child.kind == Node::Kind::kString || child.kind == Node::Kind::kNumber) continue;
    return ErrorAt(
        "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags",
        child.position);
  }
  if (node.children.front().kind == Node::Kind::kNumber) {
    return BindSet<NumberSet>(node, Node::Kind::kNumber, BindNumber);
  }
  return BindSet<StringSet>(node, Node::Kind::kString,
                            [](const Node& child) { return Result<std::string>(child.text); });
}

class LiteralBinder {
 public:
  explicit LiteralBinder(int level) : level_(level) {}

  Result<AttributeValue> Bind(const Node& node, const std::string& under) {
    switch (node.kind) {
      case Node::Kind::kString: return AttributeValue::S(node.text);
      case Node::Kind::kBool: return AttributeValue::Bool(node.text == "true");
      case Node::Kind::kNull: return AttributeValue();
      case Node::Kind::kBag: return BindBag(node);
      case Node::Kind::kNumber: {
        TRY(Number number, BindNumber(node));
        return AttributeValue::N(std::move(number));
      }
      case Node::Kind::kList: {
        TRY(List list, BindList(node, under));
        return AttributeValue::L(std::move(list));
      }
      case Node::Kind::kTuple: {
        TRY(AttributeMap map, BindTuple(node, under, false));
        return AttributeValue::M(std::move(map));
      }
      case Node::Kind::kIon:
        return ErrorAt("Ion Literals are not supported under key " + under, node.position);
      default:
        return ErrorAt("Unsupported data type: " + NameOf(node) + " under key " + under,
                       node.position);
    }
  }

  // With `roots` each member is a value of its own, which may be a question mark.
  Result<AttributeMap> BindTuple(const Node& node, const std::string& under, bool roots,
                                 const Parameters* parameters = nullptr) {
    TRY(Descend());
    AttributeMap map;
    std::set<std::string_view> names;
    for (size_t i = 0; i < node.children.size(); i += 2) {
      const Node& name = node.children[i];
      const Node& member = node.children[i + 1];
      if (name.kind != Node::Kind::kString) {
        return ErrorAt(
            "Tuple keys must be of type String. Actual type: " + NameOf(name) + " under " + under,
            name.position);
      }
      if (name.text.empty()) return Invalid("Path component cannot be an empty string");
      if (!names.insert(name.text).second) {
        return ErrorAt("Duplicate keys in tuple. Key: " + name.text + " under " + under,
                       name.position);
      }
      if (roots && member.kind == Node::Kind::kParameter) {
        map.Set(name.text, (*parameters)[member.parameter]);
        continue;
      }
      TRY(AttributeValue value, Bind(member, roots ? under : under + "." + name.text));
      map.Set(name.text, std::move(value));
    }
    --level_;
    return map;
  }

 private:
  Result<List> BindList(const Node& node, const std::string& under) {
    TRY(Descend());
    List list;
    list.reserve(node.children.size());
    for (const Node& child : node.children) {
      TRY(AttributeValue value, Bind(child, under + "." + std::to_string(list.size())));
      list.push_back(std::move(value));
    }
    --level_;
    return list;
  }

  Status Descend() {
    if (++level_ <= kNestingLevelsMax) return OkStatus();
    return Invalid("Nesting Levels have exceeded supported limits");
  }

  int level_;
};

Result<PathStep> BindStep(const Step& step) {
  switch (step.kind) {
    case Step::Kind::kMember:
      if (step.text.empty()) return Invalid("Path component cannot be an empty string");
      return PathStep(step.text);
    case Step::Kind::kElement: {
      int32_t index = 0;
      const char* end = step.text.data() + step.text.size();
      const auto parsed = std::from_chars(step.text.data(), end, index);
      if (parsed.ec == std::errc() && parsed.ptr == end && index >= 0) {
        return PathStep(static_cast<size_t>(index));
      }
      return ErrorAt("List index is not within the allowable range; index: [" + step.text + "]",
                     step.position);
    }
    case Step::Kind::kWildcard:
      return ErrorAt("Wildcard path component like a[*].b are not supported", step.position);
    case Step::Kind::kUnpivot:
      return ErrorAt("Unpivot path component like a.*.b are not supported", step.position);
    case Step::Kind::kExpression: break;
  }
  return ErrorAt("Unexpected path component", step.position);
}

}  // namespace

bool IsValue(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kString:
    case Node::Kind::kNumber:
    case Node::Kind::kBool:
    case Node::Kind::kNull:
    case Node::Kind::kParameter:
    case Node::Kind::kIon:
    case Node::Kind::kList:
    case Node::Kind::kBag:
    case Node::Kind::kTuple: return true;
    case Node::Kind::kName:
    case Node::Kind::kPath:
    case Node::Kind::kMissing:
    case Node::Kind::kCall:
    case Node::Kind::kOperator:
    case Node::Kind::kSelect: break;
  }
  return false;
}

Result<AttributeValue> BindValue(const Node& node, const Parameters& parameters,
                                 const std::string& under) {
  if (node.kind == Node::Kind::kParameter) {
    CHECK(node.parameter < parameters.size());
    return parameters[node.parameter];
  }
  return LiteralBinder(0).Bind(node, under);
}

Result<Item> BindItem(const Node& node, const Parameters& parameters) {
  CHECK(node.kind == Node::Kind::kTuple);
  // The item itself is no level of nesting.
  return LiteralBinder(-1).BindTuple(node, "root", true, &parameters);
}

Result<Path> BindPath(const Node& node) {
  if (node.kind != Node::Kind::kName && node.kind != Node::Kind::kPath) {
    return ErrorAt("Unexpected path component", node.position);
  }
  if (node.text.empty()) return Invalid("Path component cannot be an empty string");
  Path path{node.text, {}};
  for (const Step& syntax : node.steps) {
    TRY(PathStep step, BindStep(syntax));
    path.steps.push_back(std::move(step));
  }
  return path;
}

std::string NameOf(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kName: return "VariableReference";
    case Node::Kind::kPath: return "PATH";
    case Node::Kind::kParameter: return "Parameter";
    case Node::Kind::kMissing: return "MISSING";
    case Node::Kind::kSelect: return "SELECT";
    case Node::Kind::kString: return "\"" + node.text + "\"";
    case Node::Kind::kList: return "LIST";
    case Node::Kind::kBag: return "BAG";
    case Node::Kind::kTuple: return "STRUCT";
    default: return node.text;
  }
}

Error ErrorAt(std::string message, const Position& position) {
  return Invalid(message + " at " + position.ToString());
}

}  // namespace meridian::partiql
