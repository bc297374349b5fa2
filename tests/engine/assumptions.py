"""What of aiohttp, aiokafka, Faust and mode our code uses although they do not promise it; test_assumptions.py checks it."""

from collections.abc import Mapping

PRIVATE_NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "app/engine/app.py": {
        "faust.app.base:App": (
            "_consumer_wait_empty",
            "_create_directories",
            "_new_consumer",
            "_new_transport",
            "_on_partitions_assigned",
            "_on_partitions_revoked",
            "_producer_flush",
        ),
        "faust.app.base:BootStrategy": ("_chain",),
        "mode.services:Service": ("_crashed",),
    },
    "app/table/batch_table.py": {
        "faust.stores.rocksdb:Store": ("_dbs",),
    },
    "app/engine/consumer.py": {
        "aiokafka.consumer.consumer:AIOKafkaConsumer": ("_coordinator",),
        "faust.transport.consumer:Consumer": (
            "_acked",
            "_acked_index",
            "_add_gap",
            "_committed_offset",
            "_is_changelog_tp",
            "_new_offset",
            "_read_offset",
            "_wait_next_records",
        ),
        "faust.transport.consumer:ThreadDelegateConsumer": (
            "_commit",
            "_seek",
            "_thread",
        ),
        "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread": (
            "_commit",
            "_ensure_consumer",
        ),
        "faust.transport.drivers.aiokafka:Consumer": (
            "_new_consumer_thread",
            "_to_message",
        ),
    },
    "app/kafka/fetched_batches.py": {
        "aiokafka.consumer.consumer:AIOKafkaConsumer": ("_fetcher",),
        "aiokafka.consumer.fetcher:FetchResult": ("_partition_records",),
        "aiokafka.consumer.fetcher:Fetcher": ("_records",),
        "aiokafka.consumer.fetcher:PartitionRecords": (
            "_check_crcs",
            "_records",
            "_records_iterator",
            "_tp",
        ),
    },
    "app/table/lease.py": {
        "aiokafka.consumer.group_coordinator:GroupCoordinator": ("_do_heartbeat",),
    },
    "app/engine/producer.py": {
        "faust.transport.drivers.aiokafka:Producer": (
            "_ensure_producer",
            "_producer",
            "_settings_extra",
        ),
    },
    "app/kafka/record_batch.py": {
        "aiokafka.producer.message_accumulator:BatchBuilder": (
            "_builder",
            "_relative_offset",
        ),
    },
    "app/engine/recovery.py": {
        "faust.tables.manager:TableManager": ("_recovery",),
        "faust.tables.recovery:Recovery": ("_build_highwaters",),
    },
    "web/server/refusals.py": {
        "aiohttp.web_request:BaseRequest": ("_version",),
    },
    "app/table/restore.py": {
        "faust.stores.rocksdb:Store": ("_db_for_partition",),
    },
    "app/table/input_check.py": {
        "faust.stores.rocksdb:Store": ("_db_for_partition",),
    },
    "app/table/whole_check.py": {
        "faust.stores.rocksdb:Store": ("_db_for_partition",),
    },
    "app/table/refill.py": {
        "faust.stores.rocksdb:Store": ("_open_for_partition",),
    },
    "app/engine/store.py": {
        "faust.stores.rocksdb:Store": (
            "_db_for_partition",
            "_dbs",
            "_open_for_partition",
        ),
        "faust.tables.base:Collection": ("_changelog_topic_name", "_new_store"),
    },
    "web/server/connections.py": {
        "aiohttp.web_protocol": ("_ErrInfo",),
        "aiohttp.web_protocol:RequestHandler": (
            "_current_request",
            "_loop",
            "_messages",
            "_read_bufsize",
        ),
        "aiohttp.web_request:BaseRequest": ("_version",),
        "aiohttp.web_server:Server": (
            "_connections",
            "_kwargs",
            "_loop",
        ),
    },
    "app/kafka/client.py": {
        "aiokafka.consumer.consumer:AIOKafkaConsumer": (
            "_client",
            "_fetcher",
        ),
        "aiokafka.consumer.fetcher:Fetcher": ("_pending_tasks",),
    },
    "web/http/body.py": {
        "aiohttp.streams:StreamReader": ("_buffer",),
    },
    "web/server/fast_connection.py": {
        "aiohttp.base_protocol:BaseProtocol": (
            "_buffer_paused",
            "_pause_reading_for_buffer",
            "_paused",
            "_resume_reading_for_buffer",
        ),
        "aiohttp.streams:StreamReader": ("_buffer",),
        "aiohttp.web_protocol": ("_ErrInfo",),
        "aiohttp.web_protocol:RequestHandler": (
            "_close",
            "_force_close",
            "_handler_waiter",
            "_keepalive_timeout",
            "_loop",
            "_manager",
            "_messages",
            "_next_keepalive_close_time",
            "_parser",
            "_process_keepalive",
            "_request_in_progress",
            "_waiter",
        ),
        "aiohttp.web_server:Server": (
            "_kwargs",
            "_loop",
        ),
    },
    "web/server/http_server.py": {
        "aiohttp.web_protocol:RequestHandler": ("_current_request",),
        "aiohttp.web_runner:AppRunner": ("_make_server",),
    },
    "web/server/tls_site.py": {
        "aiohttp.web_runner:BaseSite": ("_backlog",),
    },
    "web/ingest/log_producer.py": {
        "aiokafka.producer.message_accumulator:MessageAccumulator": ("_batches",),
        "aiokafka.producer.producer:AIOKafkaProducer": (
            "_message_accumulator",
            "_sender",
        ),
    },
}
"""File of the product, then module or class of the library, then the names."""

READ: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "aiohttp.base_protocol:BaseProtocol._pause_reading_for_buffer": (
        "8a07d84ad8d4",
        ("web/server/fast_connection.py",),
    ),
    "aiohttp.base_protocol:BaseProtocol._resume_reading_for_buffer": (
        "61aa4b49c6e1",
        ("web/server/fast_connection.py",),
    ),
    "aiohttp.base_protocol:BaseProtocol.resume_reading": ("21dee847a31a", ("web/server/fast_connection.py",)),
    "aiohttp.streams:EmptyStreamReader.__init__": ("a48375ca7bec", ("web/server/fast_connection.py",)),
    "aiohttp.streams:StreamReader.feed_data": (
        "7548cdda3ea7",
        (
            "web/http/body.py",
            "web/server/fast_connection.py",
        ),
    ),
    "aiohttp.streams:StreamReader.feed_eof": (
        "01592f4473c1",
        (
            "web/server/connections.py",
            "web/http/body.py",
        ),
    ),
    "aiohttp.streams:StreamReader.set_exception": ("dfa3db714fb8", ("web/server/connections.py",)),
    "aiohttp.web_app:Application._handle": ("1294b2b208b1", ("web/server/connections.py",)),
    "aiohttp.web_fileresponse:FileResponse._make_response": ("836d4ec1a725", ("web/http/static_files.py",)),
    "aiohttp.web_fileresponse:FileResponse._prepare_open_file": ("b1088ed5b7b5", ("web/http/static_files.py",)),
    "aiohttp.web_fileresponse:FileResponse.prepare": ("92f6a2834e58", ("web/http/static_files.py",)),
    "aiohttp.web_protocol:RequestHandler.__init__": (
        "46c577d1f419",
        (
            "web/server/connections.py",
            "web/server/fast_connection.py",
        ),
    ),
    "aiohttp.web_protocol:RequestHandler._handle_request": ("a88a34ee65a2", ("web/server/connections.py",)),
    "aiohttp.web_protocol:RequestHandler._make_error_handler": ("b73dcf1dd177", ("web/server/connections.py",)),
    "aiohttp.web_protocol:RequestHandler._process_keepalive": ("b472e0fb8445", ("web/server/fast_connection.py",)),
    "aiohttp.web_protocol:RequestHandler.close": ("84518f965e19", ("web/server/fast_connection.py",)),
    "aiohttp.web_protocol:RequestHandler.connection_lost": ("df2fe6e95fd0", ("web/server/connections.py",)),
    "aiohttp.web_protocol:RequestHandler.connection_made": ("44d50b5763b2", ("web/server/connections.py",)),
    "aiohttp.web_protocol:RequestHandler.data_received": (
        "1ee57ebe052e",
        (
            "web/server/connections.py",
            "web/server/fast_connection.py",
        ),
    ),
    "aiohttp.web_protocol:RequestHandler.finish_response": ("b7eb53db8f4b", ("web/server/connections.py",)),
    "aiohttp.web_protocol:RequestHandler.handle_error": ("94962ffef500", ("web/server/connections.py",)),
    "aiohttp.web_protocol:RequestHandler.shutdown": ("5eb4bd473db6", ("web/server/fast_connection.py",)),
    "aiohttp.web_protocol:RequestHandler.start": (
        "2e565fd40c8e",
        (
            "web/server/connections.py",
            "web/server/fast_connection.py",
        ),
    ),
    "aiohttp.web_request:BaseRequest.version": ("c480aaa6ce92", ("web/server/refusals.py",)),
    "aiohttp.web_response:StreamResponse._prepare_headers": ("92807d25d9c3", ("web/http/body.py",)),
    "aiohttp.web_response:StreamResponse._start": ("7e03ebd82e7f", ("web/http/body.py",)),
    "aiohttp.web_runner:AppRunner._make_server": ("2d5358865abd", ("web/server/http_server.py",)),
    "aiohttp.web_runner:BaseSite.start": ("8dcebeed1ae0", ("web/server/tls_site.py",)),
    "aiohttp.web_runner:BaseSite.stop": ("c92f18307773", ("web/server/tls_site.py",)),
    "aiohttp.web_server:Server.__init__": ("ceb06418afb9", ("web/server/connections.py",)),
    "aiohttp.web_server:Server.connection_lost": ("fff3ade6ffe8", ("web/server/connections.py",)),
    "aiohttp.web_server:Server.connection_made": ("c57094db3538", ("web/server/connections.py",)),
    "aiohttp.web_urldispatcher:_default_expect_handler": ("bfb7969f618f", ("web/server/connections.py",)),
    "aiokafka.consumer.consumer:AIOKafkaConsumer.stop": (
        "bc5da9c98595",
        ("app/kafka/client.py",),
    ),
    "aiokafka.consumer.fetcher:Fetcher.close": ("1cd24bc1c442", ("app/kafka/client.py",)),
    "aiokafka.consumer.fetcher:Fetcher.fetched_records": ("be4348896b9b", ("app/kafka/fetched_batches.py",)),
    "aiokafka.consumer.fetcher:PartitionRecords._unpack_records": ("b803e6d46480", ("app/kafka/fetched_batches.py",)),
    "aiokafka.consumer.group_coordinator:GroupCoordinator._do_heartbeat": ("dc1d6632aaa6", ("app/table/lease.py",)),
    "aiokafka.consumer.group_coordinator:GroupCoordinator._heartbeat_routine": (
        "61d010289522",
        ("app/table/lease.py",),
    ),
    "aiokafka.consumer.group_coordinator:GroupCoordinator.fetch_committed_offsets": (
        "6c049c737916",
        ("app/engine/consumer.py",),
    ),
    "aiokafka.producer.message_accumulator:BatchBuilder.append": ("657d76f55157", ("app/kafka/record_batch.py",)),
    "aiokafka.producer.message_accumulator:BatchBuilder.close": ("084fb8748d27", ("app/kafka/record_batch.py",)),
    "aiokafka.producer.producer:AIOKafkaProducer.stop": ("43ef97147111", ("web/ingest/log_producer.py",)),
    "aiokafka.producer.sender:Sender.close": ("f60b3d023d25", ("web/ingest/log_producer.py",)),
    "faust.app.base:App._consumer_wait_empty": ("6bc313c48c06", ("app/engine/app.py",)),
    "faust.app.base:App._create_directories": ("a9f571c3b04a", ("app/engine/app.py",)),
    "faust.app.base:App._new_consumer": ("bff6ccd646b7", ("app/engine/app.py",)),
    "faust.app.base:App._new_transport": ("42db531312dd", ("app/engine/app.py",)),
    "faust.app.base:App._on_partitions_assigned": ("de932b7927db", ("app/engine/app.py",)),
    "faust.app.base:App._on_partitions_revoked": ("d5c895bbe57d", ("app/engine/app.py",)),
    "faust.app.base:App._producer_flush": ("35c92baa028d", ("app/engine/app.py",)),
    "faust.app.base:App.on_stop": ("bfe5a933defb", ("app/engine/app.py",)),
    "faust.app.base:BootStrategy._chain": ("29f3998f6680", ("app/engine/app.py",)),
    "faust.app.base:BootStrategy.server": ("97e47ea1dec3", ("app/engine/app.py",)),
    "faust.stores.rocksdb:RocksDBOptions.as_options": ("d2a1bea17736", ("app/engine/store.py",)),
    "faust.stores.rocksdb:Store._db_for_partition": (
        "cb7e67d5f9ef",
        (
            "app/table/input_check.py",
            "app/table/restore.py",
            "app/table/whole_check.py",
            "app/engine/store.py",
        ),
    ),
    "faust.stores.rocksdb:Store._open_for_partition": (
        "1dc4e0113d67",
        (
            "app/table/refill.py",
            "app/engine/store.py",
        ),
    ),
    "faust.stores.rocksdb:Store.persisted_offset": ("6f2e502fb860", ("app/engine/store.py",)),
    "faust.tables.base:Collection._changelog_topic_name": ("f341fe97037b", ("app/engine/store.py",)),
    "faust.tables.base:Collection._new_store": ("914a2bda605d", ("app/engine/store.py",)),
    "faust.tables.manager:TableManager.on_actives_ready": ("274c07e80913", ("app/engine/recovery.py",)),
    "faust.tables.recovery:Recovery._build_highwaters": ("91b4cc0d3724", ("app/engine/recovery.py",)),
    "faust.transport.consumer:Consumer._add_gap": ("4df2573ded7c", ("app/engine/consumer.py",)),
    "faust.transport.consumer:Consumer._is_changelog_tp": ("88867d75cfe9", ("app/engine/consumer.py",)),
    "faust.transport.consumer:Consumer._new_offset": ("1d2c7ea89a7a", ("app/engine/consumer.py",)),
    "faust.transport.consumer:Consumer._wait_next_records": ("6218e1969a63", ("app/engine/consumer.py",)),
    "faust.transport.consumer:Consumer.force_commit": ("cc094614d22c", ("app/engine/consumer.py",)),
    "faust.transport.consumer:Consumer.getmany": ("4b168d84882a", ("app/engine/consumer.py",)),
    "faust.transport.consumer:Consumer.verify_all_partitions_active": (
        "4e0e46f5c297",
        ("app/engine/consumer.py",),
    ),
    "faust.transport.consumer:Consumer.wait_empty": ("e4662fe24f09", ("app/engine/consumer.py",)),
    "faust.transport.consumer:ThreadDelegateConsumer._commit": ("a20eec84e4b2", ("app/engine/consumer.py",)),
    "faust.transport.consumer:ThreadDelegateConsumer._seek": ("4f95c6314204", ("app/engine/consumer.py",)),
    "faust.transport.consumer:ThreadDelegateConsumer.seek_to_committed": ("f1d483b861b0", ("app/engine/consumer.py",)),
    "faust.transport.consumer:ThreadDelegateConsumer.seek_wait": ("e9db5bbc4ceb", ("app/engine/consumer.py",)),
    "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread._commit": ("932852ce7a23", ("app/engine/consumer.py",)),
    "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread._ensure_consumer": (
        "ff4a4c693b7e",
        ("app/engine/consumer.py",),
    ),
    "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread.on_start": ("38b4e8bd1e10", ("app/engine/consumer.py",)),
    "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread.on_thread_stop": (
        "8dfc004e258b",
        ("app/engine/consumer.py",),
    ),
    "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread.seek_to_committed": (
        "775ab0adc4b0",
        ("app/engine/consumer.py",),
    ),
    "faust.transport.drivers.aiokafka:Consumer._new_consumer_thread": ("0870ec53dea7", ("app/engine/consumer.py",)),
    "faust.transport.drivers.aiokafka:Consumer._to_message": ("7c24f6511b2f", ("app/engine/consumer.py",)),
    "faust.transport.drivers.aiokafka:Producer._ensure_producer": ("5592a4bbdf25", ("app/engine/producer.py",)),
    "faust.transport.drivers.aiokafka:Producer._settings_extra": ("a4c7bc41b638", ("app/engine/producer.py",)),
    "faust.transport.drivers.aiokafka:Producer.flush": ("36d0cb3615f6", ("app/engine/producer.py",)),
    "mode.services:ServiceCallbacks.on_start": (
        "5ca815c94c4f",
        ("app/engine/consumer.py",),
    ),
}
"""Function of a library that the product replaces or relies on, the hash of its source as it was read, and the product's files."""
PARSER_SOURCE = ("6e63b556cc67", ("web/server/connections.py", "web/server/fast_connection.py", "web/http/body.py"))
"""The same of aiohttp's compiled parser, as a whole."""
