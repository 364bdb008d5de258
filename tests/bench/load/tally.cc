#include "tests/bench/load/tally.h"

#include <array>
#include <cstdarg>
#include <cstdio>
#include <utility>

namespace meridian::bench {
namespace {

constexpr size_t kCausesMax = 8;
constexpr size_t kCauseBytesMax = 160;

[[gnu::format(printf, 1, 2)]] std::string Format(const char* format, ...) {
  char text[512];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(text, sizeof(text), format, arguments);
  va_end(arguments);
  return text;
}

double Micros(std::chrono::nanoseconds value) { return static_cast<double>(value.count()) / 1e3; }

std::string Quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return quoted + "\"";
}

double CpuPerOperation(const Tally& tally, std::chrono::microseconds cpu) {
  return tally.completed == 0
             ? 0
             : static_cast<double>(cpu.count()) / static_cast<double>(tally.completed);
}

}  // namespace

void Tally::CountError(const std::string& cause) {
  ++errors;
  const std::string shown = cause.substr(0, kCauseBytesMax);
  const bool known = causes.contains(shown);
  ++causes[known || causes.size() < kCausesMax ? shown : "…"];
}

std::string FaultOf(const Result<Reply>& reply, size_t body_bytes_min) {
  if (!reply) return reply.error().message;
  if (reply->status != 200) {
    return "status " + std::to_string(reply->status) + ": " + std::string(reply->body);
  }
  if (reply->body.size() < body_bytes_min) return "no item in the answer; was the table filled?";
  return {};
}

std::string ToJson(const Histogram& histogram) {
  return Format(
      R"({"count": %llu, "mean_us": %.1f, "p50_us": %.1f, "p90_us": %.1f, "p99_us": %.1f, )"
      R"("p999_us": %.1f, "max_us": %.1f})",
      static_cast<unsigned long long>(histogram.count()), Micros(histogram.Mean()),
      Micros(histogram.Quantile(0.5)), Micros(histogram.Quantile(0.9)),
      Micros(histogram.Quantile(0.99)), Micros(histogram.Quantile(0.999)), Micros(histogram.max()));
}

std::string ToJson(const Tally& tally) {
  std::string cpu;
  for (const auto& [name, time] : tally.cpu) {
    cpu += (cpu.empty() ? "" : ", ") + Quoted(name) +
           Format(R"(: {"seconds": %.3f, "us_per_operation": %.2f})",
                  static_cast<double>(time.count()) / 1e6, CpuPerOperation(tally, time));
  }
  std::string causes;
  for (const auto& [cause, count] : tally.causes) {
    causes += (causes.empty() ? "" : ", ") + Quoted(cause) + ": " + std::to_string(count);
  }
  return Format(R"({"seconds": %.3f, "operations": %llu, "operations_per_second": %.1f, )",
                tally.seconds, static_cast<unsigned long long>(tally.completed),
                tally.PerSecond()) +
         R"("latency": )" + ToJson(tally.latency) + R"(, "cpu": {)" + cpu + R"(}, "errors": )" +
         std::to_string(tally.errors) + R"(, "causes": {)" + causes + "}}";
}

std::string ToText(const Tally& tally) {
  const Histogram& latency = tally.latency;
  std::string text = Format(
      "%.0f operations/s over %.1f s; latency p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, max %.2f "
      "ms; %llu errors\n",
      tally.PerSecond(), tally.seconds, Micros(latency.Quantile(0.5)) / 1e3,
      Micros(latency.Quantile(0.99)) / 1e3, Micros(latency.Quantile(0.999)) / 1e3,
      Micros(latency.max()) / 1e3, static_cast<unsigned long long>(tally.errors));
  for (const auto& [name, time] : tally.cpu) {
    text += Format("CPU of %s: %.1f us an operation\n", name.c_str(), CpuPerOperation(tally, time));
  }
  for (const auto& [cause, count] : tally.causes) {
    text += std::to_string(count) + " x " + cause + "\n";
  }
  return text;
}

}  // namespace meridian::bench
