#include "regions/api/table_life_api.h"

#include <utility>

#include "regions/api/contributor_insights_api.h"

namespace meridian {

Task<Status> UpdateSettings(SettingsCatalog& settings, SettingsCatalog::Decide decide) {
  auto shared = std::make_shared<SettingsCatalog::Decide>(std::move(decide));
  // Named, since GCC 12 destroys a lambda made inside a co_await expression twice.
  auto start = [&settings, shared](auto done) {
    settings.Update(std::move(*shared), [done](Status status) mutable { done(std::move(status)); });
  };
  co_return co_await AwaitCallback<Status>(std::move(start));
}

void AddLifeOperations(const LifeServices& life, Operations* operations) {
  using Handler = Task<Reply> (*)(const Services&, const LifeServices&, Call);
  // The lambda is no coroutine: it only hands its capture on to one.
  const auto add = [&](std::string_view name, Handler handler) {
    operations->Add(kDynamoDbTarget, name, [&life, handler](const Services& services, Call call) {
      return handler(services, life, std::move(call));
    });
  };
  add("UpdateTimeToLive", UpdateTimeToLive);
  add("DescribeTimeToLive", DescribeTimeToLive);
  add("UpdateContributorInsights", UpdateContributorInsights);
  add("DescribeContributorInsights", DescribeContributorInsights);
  add("ListContributorInsights", ListContributorInsights);
}

}  // namespace meridian
