#include "regions/node/peer_client.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <charconv>
#include <chrono>
#include <deque>

#include "regions/auth/signer.h"
#include "storage/base/task.h"

namespace meridian {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using tcp = net::ip::tcp;

constexpr std::chrono::seconds kConnectTimeout{3};
constexpr std::chrono::seconds kCallTimeout{20};
constexpr size_t kAnswerBytesMax = 64 << 20;
constexpr size_t kIdleConnectionsMax = 4;

struct HostPort {
  std::string host;
  std::string port;
};

HostPort SplitEndpoint(std::string_view endpoint) {
  if (endpoint.starts_with("http://")) endpoint.remove_prefix(7);
  const size_t colon = endpoint.rfind(':');
  if (colon == std::string_view::npos) return {std::string(endpoint), "80"};
  return {std::string(endpoint.substr(0, colon)), std::string(endpoint.substr(colon + 1))};
}

Error Unreachable(const std::string& region, const std::string& why) {
  return Error{Errc::kUnavailable, "Region " + region + " can't be reached: " + why};
}

// "<errc>\n<message>", as regions/node/peer_door.cc writes it.
Error FarError(const std::string& body, unsigned status) {
  const size_t line = body.find('\n');
  int code = 0;
  const auto parsed = std::from_chars(body.data(), body.data() + std::min(line, body.size()), code);
  if (line == std::string::npos || parsed.ec != std::errc() || code <= 0 ||
      code > static_cast<int>(Errc::kInternal)) {
    return Error{Errc::kUnavailable, "The other region answered HTTP " + std::to_string(status)};
  }
  return Error{static_cast<Errc>(code), body.substr(line + 1)};
}

}  // namespace

struct PeerClient::State : std::enable_shared_from_this<State> {
  using Stream = beast::tcp_stream;
  struct Region {
    std::string name;
    HostPort address;
    std::unique_ptr<Signer> signer;
    std::deque<std::unique_ptr<Stream>> idle;
  };

  AsioScheduler* scheduler;
  const WallClock* clock;
  std::map<std::string, Region> regions;
  bool stopped = false;

  static Task<Result<std::string>> Exchange(std::shared_ptr<State> self, Region& region,
                                            std::string method, std::string body);
  static Task<Result<std::unique_ptr<Stream>>> Connect(std::shared_ptr<State> self, Region& region);
  http::request<http::string_body> Signed(Region& region, const std::string& method,
                                          std::string body) const;
};

http::request<http::string_body> PeerClient::State::Signed(Region& region,
                                                           const std::string& method,
                                                           std::string body) const {
  const std::string target = "/peer/" + method;
  const std::string host = region.address.host + ":" + region.address.port;
  const HeaderField fields[] = {{"Host", host}};
  const Signer::Headers headers = region.signer->Sign(
      {.method = "POST", .target = target, .headers = fields, .body = body}, clock->NowMillis());
  http::request<http::string_body> request(http::verb::post, target, 11);
  request.set(http::field::host, host);
  request.set("X-Amz-Date", headers.amz_date);
  request.set(http::field::authorization, headers.authorization);
  request.set(http::field::content_type, "application/octet-stream");
  request.body() = std::move(body);
  request.prepare_payload();
  return request;
}

Task<Result<std::unique_ptr<PeerClient::State::Stream>>> PeerClient::State::Connect(
    std::shared_ptr<State> self, Region& region) {
  auto& context = self->scheduler->context();
  boost::system::error_code error;
  tcp::resolver resolver(context);
  const auto addresses = co_await resolver.async_resolve(
      region.address.host, region.address.port, net::redirect_error(net::use_awaitable, error));
  if (error) co_return Unreachable(region.name, error.message());
  auto stream = std::make_unique<Stream>(context);
  stream->expires_after(kConnectTimeout);
  co_await stream->async_connect(addresses, net::redirect_error(net::use_awaitable, error));
  if (error) co_return Unreachable(region.name, error.message());
  stream->socket().set_option(tcp::no_delay(true), error);
  co_return std::move(stream);
}

Task<Result<std::string>> PeerClient::State::Exchange(std::shared_ptr<State> self, Region& region,
                                                      std::string method, std::string body) {
  const auto request = self->Signed(region, method, std::move(body));
  // A kept connection may have been closed by the far side meanwhile: one more try on a new one.
  for (;;) {
    std::unique_ptr<Stream> stream;
    const bool kept = !region.idle.empty();
    if (kept) {
      stream = std::move(region.idle.front());
      region.idle.pop_front();
    } else {
      auto connected = co_await Connect(self, region);
      if (!connected) co_return std::move(connected).error();
      stream = *std::move(connected);
    }
    boost::system::error_code error;
    stream->expires_after(kCallTimeout);
    co_await http::async_write(*stream, request, net::redirect_error(net::use_awaitable, error));
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(kAnswerBytesMax);
    if (!error) {
      co_await http::async_read(*stream, buffer, parser,
                                net::redirect_error(net::use_awaitable, error));
    }
    if (error && kept && error != beast::error::timeout && !self->stopped) continue;
    if (error == beast::error::timeout) {
      co_return Error{Errc::kTimeout, "Region " + region.name + " did not answer in time"};
    }
    if (error) co_return Unreachable(region.name, error.message());
    auto response = parser.release();
    if (response.keep_alive() && region.idle.size() < kIdleConnectionsMax && !self->stopped) {
      stream->expires_never();
      region.idle.push_back(std::move(stream));
    }
    if (response.result_int() == 200) co_return std::move(response.body());
    co_return FarError(response.body(), response.result_int());
  }
}

PeerClient::PeerClient(AsioScheduler& scheduler, const WallClock& clock,
                       std::shared_ptr<const Secret> secret,
                       std::map<std::string, std::string> endpoints)
    : state_(std::make_shared<State>()) {
  state_->scheduler = &scheduler;
  state_->clock = &clock;
  for (const auto& [name, endpoint] : endpoints) {
    State::Region& region = state_->regions[name];
    region.name = name;
    region.address = SplitEndpoint(endpoint);
    region.signer = std::make_unique<Signer>(Signer::Options{
        .access_key_id = kPeerAccessKey, .secret = secret, .region = name, .service = "meridian"});
  }
}

PeerClient::~PeerClient() {
  state_->stopped = true;
  for (auto& [name, region] : state_->regions) region.idle.clear();
}

void PeerClient::Call(std::string region, std::string method, std::string request,
                      UniqueFunction<void(Result<std::string>)> done) {
  const auto found = state_->regions.find(region);
  if (found == state_->regions.end()) {
    state_->scheduler->Post([region = std::move(region), done = std::move(done)]() mutable {
      done(Error{Errc::kNotFound, "No peer region is called " + region});
    });
    return;
  }
  net::co_spawn(
      state_->scheduler->context(),
      State::Exchange(state_, found->second, std::move(method), std::move(request)),
      [done = std::move(done)](std::exception_ptr failed, Result<std::string> answer) mutable {
        if (failed) answer = Error{Errc::kCancelled, "The region is stopping"};
        done(std::move(answer));
      });
}

}  // namespace meridian
