#include "regions/partiql/plan.h"

#include <algorithm>
#include <string>
#include <utility>

#include "regions/expressions/functions.h"
#include "regions/partiql/key_tests.h"

namespace meridian::partiql {
namespace {

Error Invalid(std::string message) { return Error{Errc::kValidation, std::move(message)}; }

using Terms = std::vector<const ConditionNode*>;

// The AND of `terms`; nullopt of none.
std::optional<ConditionNode> AllOf(const Terms& terms) {
  if (terms.empty()) return std::nullopt;
  if (terms.size() == 1) return *terms.front();
  Logical all{Logical::Kind::kAnd, {}};
  for (const ConditionNode* term : terms) all.terms.push_back(*term);
  return ConditionNode{std::move(all)};
}

bool IsPartOf(const KeyNames& key, std::string_view attribute) {
  const auto named = [&](const KeyNames::Attribute& part) { return part.name == attribute; };
  return std::ranges::any_of(key.hash, named) || std::ranges::any_of(key.range, named);
}

class ReadPlanner {
 public:
  ReadPlanner(const SelectStatement& select, const KeyNames& key)
      : select_(select), key_(key), terms_(Conjuncts(select.where)) {}

  Result<ReadPlan> Plan() {
    TRY(CheckOrder());
    TRY(CheckTypes());
    if (!FindHashValues()) {
      plan_.scan = true;
      if (!select_.order.empty()) {
        return Invalid(
            "Must have at least one non-optional hash key condition in WHERE clause when using "
            "ORDER BY clause.");
      }
    } else {
      FindRange();
      Sort();
    }
    plan_.filter = AllOf(terms_);
    return std::move(plan_);
  }

 private:
  Status CheckOrder() const {
    for (const OrderKey& order : select_.order) {
      if (IsPartOf(key_, order.attribute)) continue;
      return Invalid("Variable reference " + order.attribute +
                     " in ORDER BY clause must be part of the primary key");
    }
    return OkStatus();
  }

  // Tests that will choose a stretch have a text of their own for a value of a wrong type.
  Status CheckTypes() const {
    bool pinned = true;
    for (const KeyNames::Attribute& attribute : key_.hash) {
      TRY(const bool equal, CheckTests(attribute, true));
      pinned = pinned && equal;
    }
    for (const KeyNames::Attribute& attribute : key_.range) {
      if (pinned) TRY(CheckTests(attribute, false));
    }
    return select_.where ? CheckKeyOperands(*select_.where, key_) : OkStatus();
  }

  // Whether one of the tests of `attribute` is equality; what is wrong with them.
  Result<bool> CheckTests(const KeyNames::Attribute& attribute, bool only_equal) const {
    bool equal = false;
    for (const ConditionNode* term : terms_) {
      const auto test = AsKeyTest(*term);
      if (!test || test->attribute != attribute.name || (only_equal && !test->equal)) continue;
      TRY(CheckKeyTest(*test, attribute));
      equal = equal || test->equal;
    }
    return equal;
  }

  // Fills the queries' partition keys; false if WHERE doesn't name them all.
  bool FindHashValues() {
    plan_.queries.emplace_back();
    for (const KeyNames::Attribute& attribute : key_.hash) {
      std::optional<PossibleValues> possible;
      auto term = terms_.begin();
      for (; !possible && term != terms_.end(); ++term) possible = ValuesOf(**term, attribute.name);
      if (!possible) {
        plan_.queries.clear();
        return false;
      }
      if (possible->exact) terms_.erase(term - 1);
      Multiply(possible->values, attribute.type);
    }
    return true;
  }

  // Each query so far once with each of `values`. What isn't of the type, or is empty, no item has.
  void Multiply(const std::vector<AttributeValue>& values, AttributeType type) {
    std::vector<KeyCondition> product;
    for (const KeyCondition& query : plan_.queries) {
      for (const AttributeValue& value : values) {
        if (!value.Is(type) || SizeOfValue(value) == size_t{0}) continue;
        product.push_back(query);
        product.back().hash.push_back(value);
      }
    }
    plan_.queries = std::move(product);
  }

  // Takes what WHERE says of the sort key out of the terms and into the queries.
  void FindRange() {
    for (const KeyNames::Attribute& attribute : key_.range) {
      const auto equal = FindTest(attribute, true);
      const auto term = equal != terms_.end() ? equal : FindTest(attribute, false);
      if (term == terms_.end()) return;
      const KeyTest test = *AsKeyTest(**term);
      for (KeyCondition& query : plan_.queries) {
        if (test.equal) {
          query.range_equal.push_back(test.bound.value);
        } else {
          query.last = test.bound;
        }
      }
      terms_.erase(term);
      if (!test.equal) return;
    }
  }

  Terms::iterator FindTest(const KeyNames::Attribute& attribute, bool equal) {
    return std::ranges::find_if(terms_, [&](const ConditionNode* term) {
      const auto test = AsKeyTest(*term);
      return test && test->attribute == attribute.name && test->equal == equal;
    });
  }

  void Sort() {
    for (const OrderKey& order : select_.order) {
      const auto hash = std::ranges::find(key_.hash, order.attribute, &KeyNames::Attribute::name);
      if (hash == key_.hash.end()) continue;
      const auto place = static_cast<size_t>(hash - key_.hash.begin());
      std::ranges::stable_sort(plan_.queries, [&](const auto& a, const auto& b) {
        const auto relation = Order(a.hash[place], b.hash[place]);
        return relation && (order.descending ? *relation > 0 : *relation < 0);
      });
    }
    for (const OrderKey& order : select_.order) {
      const auto range = std::ranges::find(key_.range, order.attribute, &KeyNames::Attribute::name);
      if (range == key_.range.end()) continue;
      plan_.forward = !order.descending;
      return;
    }
  }

  const SelectStatement& select_;
  const KeyNames& key_;
  Terms terms_;  // What the plan doesn't answer for yet.
  ReadPlan plan_;
};

}  // namespace

Result<ReadPlan> PlanRead(const SelectStatement& select, const KeyNames& key) {
  return ReadPlanner(select, key).Plan();
}

Result<ItemPlan> PlanItem(const std::optional<ConditionNode>& where, const KeyNames& key) {
  ItemPlan plan;
  Terms terms = Conjuncts(where);
  for (const auto* attributes : {&key.hash, &key.range}) {
    for (const KeyNames::Attribute& attribute : *attributes) {
      std::optional<AttributeValue> found;
      for (auto term = terms.begin(); term != terms.end();) {
        const auto test = AsKeyTest(**term);
        if (!test || !test->equal || test->attribute != attribute.name) {
          ++term;
          continue;
        }
        TRY(CheckKeyTest(*test, attribute));
        if (found && *found != test->bound.value) {
          return Invalid("Multiple conditions on same key " + attribute.name +
                         ". Only single item Update/Insert/Delete are supported");
        }
        found = test->bound.value;
        term = terms.erase(term);
      }
      if (!found) {
        return Invalid(kNoItemNamed);
      }
      plan.key.Set(attribute.name, *std::move(found));
    }
  }
  if (where) TRY(CheckKeyOperands(*where, key));
  plan.condition = AllOf(terms);
  return plan;
}

Status CheckInserted(const Item& item, const KeyNames& key) {
  for (const auto* attributes : {&key.hash, &key.range}) {
    for (const KeyNames::Attribute& attribute : *attributes) {
      const AttributeValue* value = item.Find(attribute.name);
      if (value == nullptr) {
        return Invalid("Key attribute should be present in the item: Key " + attribute.name);
      }
      TRY(CheckKeyTest({attribute.name, true, {{}, *value, {}}}, attribute));
    }
  }
  return OkStatus();
}

}  // namespace meridian::partiql
