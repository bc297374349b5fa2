"""The sentences of the simulator's page about options and constants, built from them."""

from math import dist

from app.domain.fix_rules import FUTURE_TOLERANCE_S
from app.settings import Settings
from app.simulator.bad_data import LATE_BY_FIXES, SHUFFLED_BY_FIXES, BadData
from app.simulator.company.driving import SHIFT_SLACK_S
from app.simulator.company.phones import LONGEST_STEP_S
from app.simulator.company.planning import CANCELLED, DEFAULT_DRIVERS, DELIVERIES, DRIVERS_A_DEPOT, WITH_WINDOW
from app.simulator.company.troubles import COMES_AGAIN, DRIVERS_A_PHONE, FAILS, LATE_S, LATE_SHARE
from app.simulator.device_faults import BATTERY_LASTS_S, CHARGED, OUTAGE_S, TUNNEL_S, DeviceFaults
from app.simulator.latencies import _LINEAR_BITS
from app.simulator.options import SPEED_UP, Options
from app.simulator.progress import LIVE_INTERVAL_S, LOG_INTERVAL_S
from app.simulator.retry import BACKOFF, JITTER
from app.simulator.street_joints import JOINED_WITHIN_M
from app.simulator.street_map import SPEED_LIMIT_MPS, load_street_map
from app.simulator.street_motion import ACCELERATION_MPS2, BRAKING_MPS2
from app.simulator.street_routes import DESTINATIONS, LONGEST_S, PLACES, SHORTEST_S
from app.simulator.street_vehicle import DELIVERY_S, PACE
from app.simulator.streets import DEFAULT_VEHICLES
from app.simulator.tracks import ROUND_GAP_S
from app.start_error import DO_NOT_RESTART

MPS_A_MPH = 0.44704


def simulator_page(_: Settings) -> tuple[str, ...]:
    """Return the sentences that the page must contain."""
    return (*_fleet(), *_streets(), *_company(), *_requests())


def _fleet() -> tuple[str, ...]:
    speed_up = SPEED_UP["tracks"]
    return (
        f"the demo: {DEFAULT_VEHICLES} vehicles deliver in Washington",
        f"a recorded day, {speed_up:g} times as fast",
        f"of `streets` how many drive | all; {DEFAULT_VEHICLES} |",
        f"when the recording ends, {ROUND_GAP_S:g} recorded seconds later",
        f"`tracks` {speed_up:g}, `streets` {SPEED_UP['streets']:g}, `company` {SPEED_UP['company']:g} |",
        f"after {({300: 'five minutes'})[int(FUTURE_TOLERANCE_S)]} the tracker would refuse them",
        f"until 1 to {LATE_BY_FIXES} newer fixes",
        f"by up to {SHUFFLED_BY_FIXES} fixes of the fleet",
        f"`--seed N` ({BadData().seed})",
    )


def _streets() -> tuple[str, ...]:
    device_faults, streets = DeviceFaults(), load_street_map()
    length_km = sum(dist(*ends) for ends in streets.limits_mps) / streets.connected_share / 1000
    return (
        f"{100 * streets.connected_share:.1f} % of the other {round(length_km, -1):,.0f} km are connected".replace(
            ",", " "
        ),
        f"meets every line within {JOINED_WITHIN_M:g} m",
        f"one of {PLACES} addresses to one of {DESTINATIONS} others, {SHORTEST_S / 60:g} to {LONGEST_S / 60:g} minutes away",
        f"hands its shipment over within {DELIVERY_S[0]} to {DELIVERY_S[1]} s",
        f"with {DEFAULT_VEHICLES} vehicles, `DC-{17 + DEFAULT_VEHICLES:06d}`",
        f"speeds up by {ACCELERATION_MPS2:g} m/s², brakes by {BRAKING_MPS2:g} m/s²",
        f"at {100 * PACE[0]:g} to {100 * PACE[1]:g} % of what that allows",
        *(
            f"{name} | {SPEED_LIMIT_MPS[name]:g} | {SPEED_LIMIT_MPS[name] / MPS_A_MPH:.0f} |"
            for name in SPEED_LIMIT_MPS
            if name != "tertiary"  # in one line with the ramps
        ),
        f"as real ones do | {device_faults.noise_m:g} |",
        f"share of the trips with {TUNNEL_S[0]} to {TUNNEL_S[1]} s in which nothing gets through",
        f"those from the tunnel | {device_faults.tunnels:g} |",
        f"silence for {OUTAGE_S[0] // 60} to {OUTAGE_S[1] // 60} minutes",
        (
            f"The others last {CHARGED[0] * BATTERY_LASTS_S / 3600:g} to {CHARGED[1] * BATTERY_LASTS_S / 3600:g} hours | "
            f"{device_faults.dead_batteries:g} |"
        ),
    )


def _company() -> tuple[str, ...]:
    shares = {share: f"{100 * share:g} %" for share in (WITH_WINDOW, FAILS, LATE_SHARE, CANCELLED)}
    return (
        f"a company: {DEFAULT_DRIVERS} drivers deliver",
        f"positions of their drivers | {DEFAULT_DRIVERS}; 0 |",
        f"one depot for {DRIVERS_A_DEPOT} drivers. Each has {DELIVERIES[0]} to {DELIVERIES[1]} deliveries",
        f"{shares[WITH_WINDOW]} of the deliveries have a window of one or two hours",
        f"{shares[FAILS]} of the attempts fail",
        f"A driver tries {({0.5: 'half'})[COMES_AGAIN]} of those again",
        f"who is {SHIFT_SLACK_S / 60:g} minutes over the plan turns back",
        f"cancels {shares[CANCELLED]} of the deliveries",
        f"{shares[LATE_SHARE]} of the drivers depart {LATE_S[0] // 60} to {LATE_S[1] // 60} minutes late",
        f"Of {DRIVERS_A_PHONE} drivers one phone dies",
        f"At most {LONGEST_STEP_S:g} s of the day are between two fixes",
    )


def _requests() -> tuple[str, ...]:
    options = Options()
    return (
        f"| the tracker | `{options.url}` |",
        f"a fix never waits for others | {options.batch} |",
        f"| requests at a time | {options.connections} |",
        f"when full, the schedule waits | {options.queue} |",
        f"before it is given up | {options.wait_s:g} |",
        f"longest wait for one answer | {options.answer_timeout_s:g} |",
        f"waits {BACKOFF.first_s:g} s, then doubles the pause up to {BACKOFF.most_s:g} s",
        f"lengthens each pause by up to {({0.5: 'half'})[JITTER]}",
        f"rewritten {({1.0: 'every second'})[LIVE_INTERVAL_S]}; in a log a line every {({10.0: 'ten seconds'})[LOG_INTERVAL_S]}",
        f"at most {100 / 2**_LINEAR_BITS:.0f} % too high",
        f"| {DO_NOT_RESTART} | the key is missing",
    )
