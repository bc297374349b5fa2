import re

import pytest

from app.settings import Settings
from tests.deployment.files import Directive, compose, nginx

HTTP = nginx().all("http")[0]
SERVER = HTTP.all("server")[0]
SETTINGS = Settings.model_construct()
SIZES = {"k": 1 << 10, "m": 1 << 20}


def _seconds(text: str) -> float:
    found = re.fullmatch(r"(\d+)s", text)
    assert found, text
    return float(found[1])


def _location(*words: str) -> Directive:
    [found] = SERVER.all("location", *words)
    return found


def test_it_listens_on_the_ports_that_compose_publishes() -> None:
    published = [text.rpartition(":")[2] for text in compose()["services"]["proxy"]["ports"]]
    assert [listen.words[1] for listen in SERVER.all("listen")] == published == ["8080", "5173"]


def test_the_stream_is_passed_on_byte_by_byte_and_may_be_silent_between_heartbeats() -> None:
    stream = _location("=", "/api/stream")
    assert stream.value("proxy_buffering") == "off"
    assert stream.value("gzip") == "off"
    assert _seconds(stream.value("proxy_read_timeout")) >= 3 * SETTINGS.heartbeat_s
    assert HTTP.value("proxy_http_version") == "1.1"
    assert Directive(("proxy_set_header", "Connection", '""')) in HTTP.block


def test_requests_are_spread_over_all_edges_that_docker_knows_at_the_moment() -> None:
    [edges] = HTTP.all("upstream", "edges")
    assert edges.value("server") == f"edge:{SETTINGS.http_port} resolve max_fails=0"
    assert edges.value("zone"), "without shared memory nginx resolves a name only once"
    assert HTTP.value("resolver").startswith("127.0.0.11 valid=")
    locations = [_location("/"), _location("/api/ingest/"), _location("=", "/api/stream")]
    assert {location.value("proxy_pass") for location in locations} == {"http://edges"}


def test_a_request_that_an_edge_dropped_goes_to_the_next_one_since_to_send_it_again_is_harmless() -> None:
    assert HTTP.value("proxy_next_upstream") == "error timeout http_503 non_idempotent"
    assert _seconds(HTTP.value("proxy_next_upstream_timeout")) < SETTINGS.ingest_deadline_s


def test_the_tracker_itself_refuses_what_is_too_large_or_too_slow() -> None:
    size = SERVER.value("client_max_body_size")
    assert int(size[:-1]) * SIZES[size[-1]] > SETTINGS.max_body_bytes
    assert _seconds(HTTP.value("proxy_read_timeout")) > SETTINGS.ingest_deadline_s


def test_the_proxy_sets_the_client_address_and_accepts_the_scheme_of_a_tls_proxy_before_it() -> None:
    assert Directive(("proxy_set_header", "X-Forwarded-For", "$remote_addr")) in HTTP.block
    assert Directive(("proxy_set_header", "X-Forwarded-Proto", "$client_scheme")) in HTTP.block
    [scheme] = HTTP.all("map", "$http_x_forwarded_proto")
    assert [directive.words for directive in scheme.block] == [("default", "$scheme"), ("https", "https")]
    locations = [_location("/"), _location("/api/ingest/"), _location("=", "/api/stream")]
    assert not [location for location in locations if location.all("proxy_set_header")], (
        "one would undo all of those above"
    )


def test_no_log_has_the_path_of_a_phone_app_since_it_may_contain_a_key() -> None:
    assert HTTP.value("access_log") == "off"
    assert _location("/api/ingest/").value("error_log") == "/dev/null crit"


def test_metrics_are_not_those_of_an_arbitrary_edge() -> None:
    assert _location("=", "/metrics").value("return") == "404"


def test_it_writes_only_where_a_read_only_container_lets_it_and_stops_in_time() -> None:
    temporary = [words[1] for words in (d.words for d in HTTP.block) if words[0].endswith("_temp_path")]
    assert len(temporary) == 5
    assert all(path.startswith("/tmp/") for path in [*temporary, nginx().value("pid")])
    assert HTTP.value("proxy_max_temp_file_size") == "0", "/tmp is memory, and a slow client's answer has no bound"
    proxy = compose()["services"]["proxy"]
    assert "size=" in proxy["tmpfs"][0]
    assert proxy["entrypoint"] == ["nginx"]
    assert nginx().value("daemon") == "off"
    assert _seconds(nginx().value("worker_shutdown_timeout")) < _seconds(proxy["stop_grace_period"])
    assert int(nginx().value("worker_rlimit_nofile")) <= proxy["ulimits"]["nofile"]["hard"]


@pytest.mark.parametrize("broken", ["http { a b", "a b }", "a b", "http { a; } }"])
def test_a_broken_configuration_is_seen(broken: str) -> None:
    from tests.deployment.files import TOKEN, _block

    with pytest.raises(AssertionError):
        assert _block(TOKEN.findall(broken))[1] == []
