#include "regions/api/router_probe.h"

namespace meridian {

RouterProbe::RouterProbe(Metrics& metrics, const Operations& operations)
    : refused_(metrics.AddCounter(
          "meridian_api_refused_total",
          "Requests answered before any operation: unknown target, no or a wrong signature.")),
      condition_failures_(metrics.AddCounter("meridian_api_condition_failures_total",
                                             "Writes whose condition was false.")) {
  for (const auto& [target, operation] : operations.all())
    by_operation_.emplace(&operation, Make(metrics, operation.name));
}

RouterProbe::Instruments RouterProbe::Make(Metrics& metrics, const std::string& operation) {
  const Labels labels = {{"operation", operation}};
  const auto errors = [&](const std::string& side) {
    return metrics.AddCounter("meridian_api_errors_total",
                              "Requests answered with an error, by whose it is.",
                              {{"operation", operation}, {"side", side}});
  };
  return Instruments{
      .requests =
          metrics.AddCounter("meridian_api_requests_total", "Requests by operation.", labels),
      .client_errors = errors("client"),
      .server_errors = errors("server"),
      .seconds = metrics.AddHistogram("meridian_api_request_seconds",
                                      "From the parsed request to its answer.",
                                      {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                       0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10},
                                      labels),
  };
}

void RouterProbe::Answered(const Operation& operation, const ApiError* error,
                           std::chrono::nanoseconds duration) {
  Instruments& of = by_operation_.at(&operation);
  of.requests.Add();
  of.seconds.Observe(std::chrono::duration<double>(duration).count());
  if (!error) return;
  if (error->exception == Exception::kConditionalCheckFailed) {
    condition_failures_.Add();
  } else if (error->status() < 500) {
    of.client_errors.Add();
  } else {
    of.server_errors.Add();
  }
}

void RouterProbe::Refused() { refused_.Add(); }

}  // namespace meridian
