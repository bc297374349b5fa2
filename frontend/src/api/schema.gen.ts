// Written by npm run types from the OpenAPI document. Do not edit.
export interface paths {
    readonly "/api/shipments/update": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Report where a shipment is
         * @description The answer is sent when Kafka holds the fix. A retry is harmless.
         */
        readonly post: operations["updateShipment"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/shipments/updates": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Report many positions at once
         * @description An invalid fix does not affect the others. After a 503 any part may be stored: retry the whole batch.
         */
        readonly post: operations["updateShipments"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/ingest/osmand": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Report by OsmAnd, Traccar Client or the Transistorsoft SDK
         * @description The answer is sent when Kafka holds the positions. What can never be accepted goes to `positions-rejected` and is answered as taken, so that it does not block the app's queue.
         */
        readonly get: operations["reportByOsmandAddress"];
        readonly put?: never;
        /**
         * Report by OsmAnd, Traccar Client or the Transistorsoft SDK
         * @description The answer is sent when Kafka holds the positions. What can never be accepted goes to `positions-rejected` and is answered as taken, so that it does not block the app's queue.
         */
        readonly post: operations["reportByOsmand"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/ingest/osmand/{token}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Report by OsmAnd, Traccar Client or the Transistorsoft SDK
         * @description The answer is sent when Kafka holds the positions. What can never be accepted goes to `positions-rejected` and is answered as taken, so that it does not block the app's queue.
         */
        readonly get: operations["reportByOsmandAddressWithKey"];
        readonly put?: never;
        /**
         * Report by OsmAnd, Traccar Client or the Transistorsoft SDK
         * @description The answer is sent when Kafka holds the positions. What can never be accepted goes to `positions-rejected` and is answered as taken, so that it does not block the app's queue.
         */
        readonly post: operations["reportByOsmandWithKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/ingest/owntracks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Report by OwnTracks
         * @description The answer is sent when Kafka holds the positions. What can never be accepted goes to `positions-rejected` and is answered as taken, so that it does not block the app's queue.
         */
        readonly post: operations["reportByOwnTracks"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/ingest/owntracks/{token}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Report by OwnTracks
         * @description The answer is sent when Kafka holds the positions. What can never be accepted goes to `positions-rejected` and is answered as taken, so that it does not block the app's queue.
         */
        readonly post: operations["reportByOwnTracksWithKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/ingest/gpslogger": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Report by GPSLogger's custom URL
         * @description The answer is sent when Kafka holds the positions. What can never be accepted goes to `positions-rejected` and is answered as taken, so that it does not block the app's queue.
         */
        readonly get: operations["reportByGpsLoggerAddress"];
        readonly put?: never;
        /**
         * Report by GPSLogger's custom URL
         * @description The answer is sent when Kafka holds the positions. What can never be accepted goes to `positions-rejected` and is answered as taken, so that it does not block the app's queue.
         */
        readonly post: operations["reportByGpsLogger"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/ingest/gpslogger/{token}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Report by GPSLogger's custom URL
         * @description The answer is sent when Kafka holds the positions. What can never be accepted goes to `positions-rejected` and is answered as taken, so that it does not block the app's queue.
         */
        readonly get: operations["reportByGpsLoggerAddressWithKey"];
        readonly put?: never;
        /**
         * Report by GPSLogger's custom URL
         * @description The answer is sent when Kafka holds the positions. What can never be accepted goes to `positions-rejected` and is answered as taken, so that it does not block the app's queue.
         */
        readonly post: operations["reportByGpsLoggerWithKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/ingest/overland": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Report by Overland
         * @description The answer is sent when Kafka holds the positions. What can never be accepted goes to `positions-rejected` and is answered as taken, so that it does not block the app's queue.
         */
        readonly post: operations["reportByOverland"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/ingest/overland/{token}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Report by Overland
         * @description The answer is sent when Kafka holds the positions. What can never be accepted goes to `positions-rejected` and is answered as taken, so that it does not block the app's queue.
         */
        readonly post: operations["reportByOverlandWithKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/ingest/traccar": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Report by the JSON forwarding of a Traccar server
         * @description The answer is sent when Kafka holds the positions. What can never be accepted goes to `positions-rejected` and is answered as taken, so that it does not block the app's queue.
         */
        readonly post: operations["reportByTraccar"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/ingest/traccar/{token}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Report by the JSON forwarding of a Traccar server
         * @description The answer is sent when Kafka holds the positions. What can never be accepted goes to `positions-rejected` and is answered as taken, so that it does not block the app's queue.
         */
        readonly post: operations["reportByTraccarWithKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Report by OsmAnd, Traccar Client or the Transistorsoft SDK
         * @description The answer is sent when Kafka holds the positions. What can never be accepted goes to `positions-rejected` and is answered as taken, so that it does not block the app's queue.
         */
        readonly post: operations["reportByOsmandAtRoot"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/pub": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Report by OwnTracks
         * @description The answer is sent when Kafka holds the positions. What can never be accepted goes to `positions-rejected` and is answered as taken, so that it does not block the app's queue.
         */
        readonly post: operations["reportByOwnTracksAtPub"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/stream": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Follow the latest positions
         * @description Server-Sent Events: a snapshot, then changes. Filters of one kind are joined by or, kinds by and.
         */
        readonly get: operations["streamChanges"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/shipments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the latest position of every shipment */
        readonly get: operations["listShipments"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/shipments/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Show the latest position of one shipment */
        readonly get: operations["showShipment"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/drivers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the drivers, each with the newest of their positions */
        readonly get: operations["listDrivers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/drivers/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the shipments of one driver */
        readonly get: operations["listShipmentsOfDriver"];
        /**
         * Register a driver, or change name, phone, colour or duty
         * @description What is absent stays, null removes it. A key with the scope `drive` may change its driver's `duty`.
         */
        readonly put: operations["putDriver"];
        readonly post?: never;
        /**
         * Remove what is registered of a driver
         * @description Name, phone, colour and duty are removed; positions and deliveries stay.
         */
        readonly delete: operations["deleteDriver"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/devices": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the devices: the registered ones, and those that sent a position */
        readonly get: operations["listDevices"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/devices/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Show one device */
        readonly get: operations["showDevice"];
        /**
         * Register a device, or change it, or bind it to a driver
         * @description What is absent stays, null removes it. A binding is valid from now on.
         */
        readonly put: operations["putDevice"];
        readonly post?: never;
        /** Remove a device from the register, and revoke its credentials */
        readonly delete: operations["deleteDevice"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/devices/{id}/report": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask a device for a position
         * @description Only some apps can be asked; they see it when they post next. The request has no body.
         */
        readonly post: operations["requestReport"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List deliveries
         * @description Filters of one kind are joined by or, kinds by and.
         */
        readonly get: operations["listDeliveries"];
        readonly put?: never;
        /**
         * Create or replace many deliveries
         * @description Up to 10 000 items. Each has a result; a bad item does not affect the others. A repetition is harmless.
         */
        readonly post: operations["postDeliveries"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/deliveries/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Show one delivery with its position and timeline */
        readonly get: operations["showDelivery"];
        /**
         * Create a delivery, or replace its plan
         * @description The answer is sent when the command is decided and this process shows the result.
         */
        readonly put: operations["putDelivery"];
        readonly post?: never;
        /** Withdraw a delivery */
        readonly delete: operations["deleteDelivery"];
        readonly options?: never;
        readonly head?: never;
        /** Change some of a delivery's plan */
        readonly patch: operations["patchDelivery"];
        readonly trace?: never;
    };
    readonly "/api/eta/quality": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Show how right the foretold arrivals were
         * @description Forecasts that were published, compared with the arrivals that followed.
         */
        readonly get: operations["showEtaQuality"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/stream/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Follow the deliveries
         * @description Server-Sent Events: a snapshot, then changes. Filters of one kind are joined by or, kinds by and.
         */
        readonly get: operations["streamDeliveries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/delivery-status": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Say what happened to many deliveries
         * @description Up to 500 items. A key with the scope `drive` may report about its driver's deliveries only.
         */
        readonly post: operations["postStatuses"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/deliveries/{id}/status": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Say what happened to one delivery */
        readonly post: operations["postStatus"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/drivers/{id}/route": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Show a driver's stops in order
         * @description A key with the scope `drive` reads its driver's own route.
         */
        readonly get: operations["showRoute"];
        /**
         * Give a driver deliveries in order
         * @description Open deliveries of the driver that are not named lose the driver, except those out for delivery.
         */
        readonly put: operations["putRoute"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/alerts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the open alerts of deliveries and drivers by kind and route
         * @description `silent` hides the other alerts of a driver, `late` hides `at_risk`. Snoozed alerts are left out.
         */
        readonly get: operations["listAlerts"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/alerts/{id}/acknowledge": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Say that a person takes care of an alert */
        readonly post: operations["acknowledgeAlert"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/alerts/{id}/snooze": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Hide an alert for some time */
        readonly post: operations["snoozeAlert"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/deliveries/{id}/photos": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Store a photo that proves what happened to a delivery
         * @description The body is the image. It is stored without metadata such as the place, time and device; a JPEG keeps its orientation. Then name `ref` and `sha256` in the `proof` of a status. The same photo again has the same `ref`.
         */
        readonly post: operations["postPhoto"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/deliveries/{id}/photos/{ref}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Show a photo of a delivery */
        readonly get: operations["showPhoto"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the newest events
         * @description In order of arrival; those of a subject in order of `sequence`. Filters of one kind are joined by or, kinds by and. `completeFrom` is the time from which no event is missing.
         */
        readonly get: operations["listEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/stream/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Follow the events
         * @description Server-Sent Events: events after the cursor, or new ones. Filters of one kind are joined by or, kinds by and.
         */
        readonly get: operations["streamEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/places/nearest": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Say in words where a place lies */
        readonly get: operations["namePlace"];
        readonly put?: never;
        /** Say in words where up to 500 places lie */
        readonly post: operations["namePlaces"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/places/towns": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the largest towns of a box, for the labels of a map */
        readonly get: operations["listTowns"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/places/search": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Find a place by coordinates, Plus Code, link, town or address
         * @description Addresses are found where TRACKER_GEOCODER names a geocoder. Its answers, and the towns before them, say their source.
         */
        readonly get: operations["searchPlaces"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/devices/{id}/credentials": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Create a credential for one app on a device, and show how to set the app up
         * @description Only this answer shows the secret, in the steps, the link and the QR code. Where the server requires no keys, no credential is created.
         */
        readonly post: operations["createCredential"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/devices/{id}/credentials/{keyId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Revoke a credential of a device
         * @description It ends at once in every process.
         */
        readonly delete: operations["revokeCredential"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the keys, without their secrets */
        readonly get: operations["listKeys"];
        readonly put?: never;
        /**
         * Create a key
         * @description Only this answer shows the key. It is valid here at once, and in every process within a second.
         */
        readonly post: operations["createKey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/keys/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Revoke a key
         * @description Its tokens, sign-ins and open streams end with it.
         */
        readonly delete: operations["revokeKey"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/tokens": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Create a token for a client that cannot set headers
         * @description The token is short-lived and read-only; send it as `?token=`. The request has no body.
         */
        readonly post: operations["createToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/session": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Show whether keys are required, and who is signed in
         * @description A key in the header is described instead of the cookie.
         */
        readonly get: operations["showSession"];
        readonly put?: never;
        /** Sign a browser in with a cookie */
        readonly post: operations["signIn"];
        /** Sign out */
        readonly delete: operations["signOut"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/demo": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Show whether the demo can be started */
        readonly get: operations["showDemo"];
        readonly put?: never;
        /**
         * Start the demo of an empty tracker
         * @description At most one demo starts: a company's drivers with their deliveries, and vehicles. It runs for TRACKER_DEMO_S, or until the tracker stops.
         */
        readonly post: operations["startDemo"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health/live": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Is the process alive? */
        readonly get: operations["isLive"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health/ready": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Can this process serve? */
        readonly get: operations["isReady"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Show the metrics of this process */
        readonly get: operations["showMetrics"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/openapi.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Show this document */
        readonly get: operations["showOpenapi"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Accepted
         * @description Kafka holds the fix, at this offset of this partition.
         */
        readonly Accepted: {
            /**
             * Status
             * @default accepted
             * @constant
             */
            readonly status?: "accepted";
            /** Partition */
            readonly partition: number;
            /** Offset */
            readonly offset: number;
            /**
             * Ignored
             * @description Fields that were not stored: unknown fields and impossible measurements.
             * @default null
             */
            readonly ignored?: readonly string[] | null;
        };
        /**
         * AddressWarning
         * @description Why a phone may not be able to use an address.
         * @enum {string}
         */
        readonly AddressWarning: "not_https" | "not_reachable";
        /**
         * AlertLine
         * @description The alerts of one kind on one driver's route; without a driver, of one delivery.
         */
        readonly AlertLine: {
            /** Kind */
            readonly kind: string;
            /** Driverid */
            readonly driverId: string | null;
            /** Fleet */
            readonly fleet: string | null;
            /**
             * Openedat
             * @description Of the oldest of its alerts, Unix seconds.
             */
            readonly openedAt: number;
            /** Alerts */
            readonly alerts: readonly components["schemas"]["AlertOfDelivery"][];
            /**
             * Hides
             * @description How many other alerts this line hides.
             */
            readonly hides: number;
            /**
             * Place
             * @description That of the newest position of its alerts.
             * @default null
             */
            readonly place?: string | null;
        };
        /**
         * AlertOfDelivery
         * @description One open alert.
         */
        readonly AlertOfDelivery: {
            /** Id */
            readonly id: string;
            /**
             * Shipmentid
             * @description Absent: the alert is the driver's.
             * @default null
             */
            readonly shipmentId?: string | null;
            /**
             * State
             * @enum {string}
             */
            readonly state: "open" | "acknowledged";
            /** Openedat */
            readonly openedAt: number;
            /**
             * Acknowledgedat
             * @default null
             */
            readonly acknowledgedAt?: number | null;
            /**
             * Acknowledgedby
             * @default null
             */
            readonly acknowledgedBy?: string | null;
            /**
             * Snoozeduntil
             * @default null
             */
            readonly snoozedUntil?: number | null;
            /**
             * Place
             * @description Where the delivery or driver is, in words; absent without `place` in the request, or without a position.
             * @default null
             */
            readonly place?: string | null;
        };
        /**
         * AlertPage
         * @description Open alerts, the oldest line first.
         */
        readonly AlertPage: {
            /**
             * Cursor
             * @description Opens /api/stream without a gap.
             */
            readonly cursor: string;
            /**
             * Asof
             * @description When the view last heard from Kafka.
             */
            readonly asOf: number;
            /** Stale */
            readonly stale: boolean;
            /** Lines */
            readonly lines: readonly components["schemas"]["AlertLine"][];
            /**
             * Hidden
             * @description Open alerts that are left out, since others hide them.
             */
            readonly hidden: number;
            /**
             * Complete
             * @description False if there are more lines; else absent.
             * @default null
             */
            readonly complete?: false | null;
        };
        /**
         * BatchAccepted
         * @description The result of a batch.
         */
        readonly BatchAccepted: {
            /** Accepted */
            readonly accepted: number;
            /** Rejected */
            readonly rejected: readonly components["schemas"]["Rejection"][];
            /**
             * Ignored
             * @description Fields that were not stored, over all fixes.
             * @default null
             */
            readonly ignored?: readonly string[] | null;
        };
        /** @description The server stops, or the credential that opened the stream expired; connect again. */
        readonly ByeEvent: Record<string, never>;
        /** @description Rows that changed, at most one a shipment or driver: the newest. */
        readonly ChangesEvent: readonly (components["schemas"]["Row"] | components["schemas"]["DriverRow"])[];
        /**
         * CommandResult
         * @description What became of one item of a request.
         */
        readonly CommandResult: {
            /**
             * Index
             * @description Its place in the request, from 0.
             */
            readonly index: number;
            /**
             * Shipmentid
             * @default null
             */
            readonly shipmentId?: string | null;
            /**
             * Result
             * @description pending: Kafka holds the command, and its decision has not arrived yet.
             * @enum {string}
             */
            readonly result: "accepted" | "refused" | "pending";
            /**
             * Code
             * @description Why it was refused.
             * @default null
             */
            readonly code?: string | null;
            /**
             * Detail
             * @default null
             */
            readonly detail?: string | null;
            /**
             * Field
             * @default null
             */
            readonly field?: string | null;
            /**
             * Planrevision
             * @default null
             */
            readonly planRevision?: number | null;
            /**
             * Revision
             * @default null
             */
            readonly revision?: number | null;
        };
        /**
         * CommandResults
         * @description What became of each item, in the order of the request.
         */
        readonly CommandResults: {
            /** Accepted */
            readonly accepted: number;
            /** Refused */
            readonly refused: number;
            /** Pending */
            readonly pending: number;
            /** Results */
            readonly results: readonly components["schemas"]["CommandResult"][];
        };
        /**
         * Credential
         * @description A key that is bound to the device; its secret is not stored.
         */
        readonly Credential: {
            /** Id */
            readonly id: string;
            /**
             * App
             * @description The first word of the key's name.
             */
            readonly app: string;
            /** Createdat */
            readonly createdAt: number;
            /**
             * Revokedat
             * @default null
             */
            readonly revokedAt?: number | null;
        };
        /**
         * CredentialRequest
         * @description The app that gets a credential of a device.
         */
        readonly CredentialRequest: {
            readonly app: components["schemas"]["PhoneApp"];
            /**
             * Driverid
             * @description The driver of the page in the browser; without it the one that the device belongs to.
             * @default null
             */
            readonly driverId?: string | null;
        };
        /**
         * Custody
         * @description Who had the shipment from when to when; absent `until`: still.
         */
        readonly Custody: {
            /** Driverid */
            readonly driverId: string;
            /** From */
            readonly from: number;
            /**
             * Until
             * @default null
             */
            readonly until?: number | null;
        };
        /**
         * Delivery
         * @description The promise to bring one shipment to one place, and what became of it.
         */
        readonly Delivery: {
            /** Shipmentid */
            readonly shipmentId: string;
            /**
             * Kind
             * @default delivery
             * @enum {string}
             */
            readonly kind?: "delivery" | "pickup";
            /**
             * Fleet
             * @default null
             */
            readonly fleet?: string | null;
            readonly destination: components["schemas"]["Destination"];
            /** @default null */
            readonly window?: components["schemas"]["Window"] | null;
            /**
             * Driverid
             * @default null
             */
            readonly driverId?: string | null;
            /**
             * Sequence
             * @description Its place in the order of the driver's route.
             * @default null
             */
            readonly sequence?: number | null;
            /**
             * Startat
             * @description When the driver's route is planned to start.
             * @default null
             */
            readonly startAt?: number | null;
            /**
             * Serviceseconds
             * @default 180
             */
            readonly serviceSeconds?: number;
            /**
             * Reference
             * @default null
             */
            readonly reference?: string | null;
            /**
             * Note
             * @default null
             */
            readonly note?: string | null;
            /** @default null */
            readonly recipient?: components["schemas"]["Recipient"] | null;
            readonly status: components["schemas"]["Status"];
            /** Statusat */
            readonly statusAt: number;
            /**
             * Attempts
             * @description Attempts that ended, delivered or not.
             * @default 0
             */
            readonly attempts?: number;
            /**
             * Timeline
             * @description The newest 10 entries in order of time.
             * @default []
             */
            readonly timeline?: readonly components["schemas"]["TimelineEntry"][];
            /**
             * Custody
             * @default []
             */
            readonly custody?: readonly components["schemas"]["Custody"][];
            /**
             * Planrevision
             * @description Grows with each accepted command; the `ETag`.
             */
            readonly planRevision: number;
            /**
             * Revision
             * @description Grows with each write.
             */
            readonly revision: number;
            /** Createdat */
            readonly createdAt: number;
            /** Updatedat */
            readonly updatedAt: number;
            /** @default null */
            readonly progress?: components["schemas"]["Progress"] | null;
            /**
             * Alerts
             * @default []
             */
            readonly alerts?: readonly components["schemas"]["DeliveryAlert"][];
            /**
             * Endedat
             * @default null
             */
            readonly endedAt?: number | null;
        };
        /**
         * DeliveryAlert
         * @description Something that needs a human, open or resolved a short time ago.
         */
        readonly DeliveryAlert: {
            /** Id */
            readonly id: string;
            /** Kind */
            readonly kind: string;
            /**
             * State
             * @enum {string}
             */
            readonly state: "open" | "acknowledged" | "resolved";
            /** Openedat */
            readonly openedAt: number;
            /**
             * Acknowledgedat
             * @default null
             */
            readonly acknowledgedAt?: number | null;
            /**
             * Acknowledgedby
             * @default null
             */
            readonly acknowledgedBy?: string | null;
            /**
             * Snoozeduntil
             * @default null
             */
            readonly snoozedUntil?: number | null;
            /**
             * Resolvedat
             * @default null
             */
            readonly resolvedAt?: number | null;
        };
        /** @description The server stops, or the credential that opened the stream expired; connect again. */
        readonly DeliveryByeEvent: Record<string, never>;
        /**
         * DeliveryChange
         * @description A change of a plan: each member replaces what is there, null removes it, an absent one leaves it.
         */
        readonly DeliveryChange: {
            /**
             * Kind
             * @default delivery
             * @enum {string}
             */
            readonly kind?: "delivery" | "pickup";
            /** @default null */
            readonly destination?: components["schemas"]["Destination"] | null;
            /** @default null */
            readonly window?: components["schemas"]["PlannedWindow"] | null;
            /**
             * Driverid
             * @default null
             */
            readonly driverId?: string | null;
            /**
             * Sequence
             * @default null
             */
            readonly sequence?: number | null;
            /**
             * Serviceseconds
             * @default null
             */
            readonly serviceSeconds?: number | null;
            /**
             * Reference
             * @default null
             */
            readonly reference?: string | null;
            /** @default null */
            readonly recipient?: components["schemas"]["Recipient"] | null;
            /**
             * Note
             * @default null
             */
            readonly note?: string | null;
        };
        /** @description Deliveries that changed, each once: the newest. */
        readonly DeliveryChangesEvent: readonly components["schemas"]["Delivery"][];
        /** @description The stream is alive; the server's clock. */
        readonly DeliveryHeartbeatEvent: components["schemas"]["Heartbeat"];
        /**
         * DeliveryItem
         * @description The whole plan of one delivery among others.
         */
        readonly DeliveryItem: {
            /**
             * Kind
             * @default delivery
             * @enum {string}
             */
            readonly kind?: "delivery" | "pickup";
            readonly destination: components["schemas"]["Destination"];
            /** @default null */
            readonly window?: components["schemas"]["PlannedWindow"] | null;
            /**
             * Driverid
             * @default null
             */
            readonly driverId?: string | null;
            /**
             * Sequence
             * @default null
             */
            readonly sequence?: number | null;
            /**
             * Serviceseconds
             * @description Time that the stop takes.
             * @default 180
             */
            readonly serviceSeconds?: number;
            /**
             * Reference
             * @default null
             */
            readonly reference?: string | null;
            /** @default null */
            readonly recipient?: components["schemas"]["Recipient"] | null;
            /**
             * Note
             * @default null
             */
            readonly note?: string | null;
            /** Shipmentid */
            readonly shipmentId: string;
        };
        /**
         * DeliveryPage
         * @description Deliveries in order of shipment id, and where the next page begins.
         */
        readonly DeliveryPage: {
            /**
             * Cursor
             * @description Opens /api/stream without a gap.
             */
            readonly cursor: string;
            /**
             * Asof
             * @description When the view last heard from Kafka.
             */
            readonly asOf: number;
            /** Stale */
            readonly stale: boolean;
            /** Deliveries */
            readonly deliveries: readonly components["schemas"]["Delivery"][];
            /** Next */
            readonly next: string | null;
            /**
             * Complete
             * @description False if more rows match; else absent.
             * @default null
             */
            readonly complete?: false | null;
        };
        /**
         * DeliveryPlan
         * @description The whole plan of a delivery; what is absent is removed or has its default.
         */
        readonly DeliveryPlan: {
            /**
             * Kind
             * @default delivery
             * @enum {string}
             */
            readonly kind?: "delivery" | "pickup";
            readonly destination: components["schemas"]["Destination"];
            /** @default null */
            readonly window?: components["schemas"]["PlannedWindow"] | null;
            /**
             * Driverid
             * @default null
             */
            readonly driverId?: string | null;
            /**
             * Sequence
             * @default null
             */
            readonly sequence?: number | null;
            /**
             * Serviceseconds
             * @description Time that the stop takes.
             * @default 180
             */
            readonly serviceSeconds?: number;
            /**
             * Reference
             * @default null
             */
            readonly reference?: string | null;
            /** @default null */
            readonly recipient?: components["schemas"]["Recipient"] | null;
            /**
             * Note
             * @default null
             */
            readonly note?: string | null;
        };
        /**
         * DeliveryPosition
         * @description Where a delivery is: its shipment's own position, or its driver's while the driver has it.
         */
        readonly DeliveryPosition: {
            /**
             * Subject
             * @enum {string}
             */
            readonly subject: "shipment" | "driver";
            /** Driverid */
            readonly driverId: string;
            /** Latitude */
            readonly latitude: number;
            /** Longitude */
            readonly longitude: number;
            /** Timestamp */
            readonly timestamp: number;
            /** Ageseconds */
            readonly ageSeconds: number;
            /**
             * Speed
             * @default null
             */
            readonly speed?: number | null;
            /**
             * Heading
             * @default null
             */
            readonly heading?: number | null;
            /**
             * Accuracy
             * @default null
             */
            readonly accuracy?: number | null;
            /**
             * Suspect
             * @description True while the position implies more than 70 m/s and no other confirms it.
             * @default null
             */
            readonly suspect?: boolean | null;
            /**
             * @description The position before, which counts while the newer one is suspect.
             * @default null
             */
            readonly held?: components["schemas"]["HeldPosition"] | null;
        };
        /** @description Shipment ids of deliveries that left the filter or were deleted. */
        readonly DeliveryRemovedEvent: readonly string[];
        /** @description The cursor is not honoured, and why; a snapshot follows. */
        readonly DeliveryResetEvent: {
            readonly reason: string;
        };
        /** @description All rows that match were sent. */
        readonly DeliverySnapshotCompleteEvent: {
            readonly deliveries: number;
        };
        /** @description Some of the rows that match; more chunks may follow. */
        readonly DeliverySnapshotEvent: readonly components["schemas"]["Delivery"][];
        /**
         * DeliveryWithPosition
         * @description A delivery with its position, null where nothing tells it.
         */
        readonly DeliveryWithPosition: {
            /** Shipmentid */
            readonly shipmentId: string;
            /**
             * Kind
             * @default delivery
             * @enum {string}
             */
            readonly kind?: "delivery" | "pickup";
            /**
             * Fleet
             * @default null
             */
            readonly fleet?: string | null;
            readonly destination: components["schemas"]["Destination"];
            /** @default null */
            readonly window?: components["schemas"]["Window"] | null;
            /**
             * Driverid
             * @default null
             */
            readonly driverId?: string | null;
            /**
             * Sequence
             * @description Its place in the order of the driver's route.
             * @default null
             */
            readonly sequence?: number | null;
            /**
             * Startat
             * @description When the driver's route is planned to start.
             * @default null
             */
            readonly startAt?: number | null;
            /**
             * Serviceseconds
             * @default 180
             */
            readonly serviceSeconds?: number;
            /**
             * Reference
             * @default null
             */
            readonly reference?: string | null;
            /**
             * Note
             * @default null
             */
            readonly note?: string | null;
            /** @default null */
            readonly recipient?: components["schemas"]["Recipient"] | null;
            readonly status: components["schemas"]["Status"];
            /** Statusat */
            readonly statusAt: number;
            /**
             * Attempts
             * @description Attempts that ended, delivered or not.
             * @default 0
             */
            readonly attempts?: number;
            /**
             * Timeline
             * @description The newest 10 entries in order of time.
             * @default []
             */
            readonly timeline?: readonly components["schemas"]["TimelineEntry"][];
            /**
             * Custody
             * @default []
             */
            readonly custody?: readonly components["schemas"]["Custody"][];
            /**
             * Planrevision
             * @description Grows with each accepted command; the `ETag`.
             */
            readonly planRevision: number;
            /**
             * Revision
             * @description Grows with each write.
             */
            readonly revision: number;
            /** Createdat */
            readonly createdAt: number;
            /** Updatedat */
            readonly updatedAt: number;
            /** @default null */
            readonly progress?: components["schemas"]["Progress"] | null;
            /**
             * Alerts
             * @default []
             */
            readonly alerts?: readonly components["schemas"]["DeliveryAlert"][];
            /**
             * Endedat
             * @default null
             */
            readonly endedAt?: number | null;
            readonly position: components["schemas"]["DeliveryPosition"] | null;
        };
        /**
         * Demo
         * @description The demo: whether a browser can start it here.
         */
        readonly Demo: {
            /**
             * State
             * @description off: cannot be started here; ready: can be started; started: was started.
             * @enum {string}
             */
            readonly state: "off" | "ready" | "started";
            /**
             * Vehicles
             * @description Vehicles that drive beside the company's drivers.
             */
            readonly vehicles: number;
        };
        /**
         * Destination
         * @description Where a delivery goes.
         */
        readonly Destination: {
            /**
             * Latitude
             * @description Degrees, WGS 84.
             */
            readonly latitude: number;
            /**
             * Longitude
             * @description Degrees, WGS 84.
             */
            readonly longitude: number;
            /**
             * Radius
             * @description Metres that count as there.
             * @default 75
             */
            readonly radius?: number;
            /**
             * Address
             * @default null
             */
            readonly address?: string | null;
            /**
             * Name
             * @default null
             */
            readonly name?: string | null;
            /**
             * Timezone
             * @default null
             */
            readonly timeZone?: string | null;
        };
        /**
         * Device
         * @description A phone or tracker that sends positions.
         */
        readonly Device: {
            /** Deviceid */
            readonly deviceId: string;
            /**
             * Name
             * @default null
             */
            readonly name?: string | null;
            /**
             * Kind
             * @default null
             */
            readonly kind?: ("phone" | "tracker" | "vehicle" | "other") | null;
            /**
             * Speedunit
             * @default null
             */
            readonly speedUnit?: ("mps" | "knots" | "kmh") | null;
            /**
             * Intervalseconds
             * @default null
             */
            readonly intervalSeconds?: number | null;
            /**
             * Fleet
             * @default null
             */
            readonly fleet?: string | null;
            /**
             * Driverid
             * @description The driver whom it belongs to now.
             * @default null
             */
            readonly driverId?: string | null;
            /**
             * Drivername
             * @default null
             */
            readonly driverName?: string | null;
            /**
             * Bindings
             * @description The last 50, in order of time.
             */
            readonly bindings: readonly components["schemas"]["DeviceBinding"][];
            /**
             * Isregistered
             * @description False: it is known from its positions alone.
             */
            readonly isRegistered: boolean;
            /** @default null */
            readonly last?: components["schemas"]["LastPosition"] | null;
            /**
             * Contactat
             * @description When it last sent something without a position.
             * @default null
             */
            readonly contactAt?: number | null;
            /**
             * Signal
             * @description Absent where it never sent anything.
             * @default null
             */
            readonly signal?: ("live" | "late" | "silent") | null;
            /** Credentials */
            readonly credentials: readonly components["schemas"]["Credential"][];
            /**
             * Reportrequestedat
             * @description When a position was last asked for.
             * @default null
             */
            readonly reportRequestedAt?: number | null;
        };
        /**
         * DeviceBinding
         * @description A driver whom the device belonged to, from when to when.
         */
        readonly DeviceBinding: {
            /** Driverid */
            readonly driverId: string;
            /** From */
            readonly from: number;
            /**
             * Until
             * @description Absent while it still does.
             * @default null
             */
            readonly until?: number | null;
        };
        /**
         * DeviceChange
         * @description What to change of a device; what is absent stays, null removes it.
         */
        readonly DeviceChange: {
            /**
             * Driverid
             * @description The driver whom the device belongs to from now on; null: to none.
             * @default null
             */
            readonly driverId?: string | null;
            /**
             * Name
             * @default null
             */
            readonly name?: string | null;
            /**
             * Kind
             * @default null
             */
            readonly kind?: ("phone" | "tracker" | "vehicle" | "other") | null;
            /**
             * Speedunit
             * @description What its speeds are, where its protocol does not say so.
             * @default null
             */
            readonly speedUnit?: ("mps" | "knots" | "kmh") | null;
            /**
             * Intervalseconds
             * @description How often it is to send; decides when it is `silent`.
             * @default null
             */
            readonly intervalSeconds?: number | null;
            /**
             * Fleet
             * @description A key of a fleet may name its own alone. While it is absent, that of the newest position is taken.
             * @default null
             */
            readonly fleet?: string | null;
        };
        /**
         * DevicePage
         * @description Devices in order of their id.
         */
        readonly DevicePage: {
            /**
             * Cursor
             * @description Opens /api/stream without a gap.
             */
            readonly cursor: string;
            /**
             * Asof
             * @description When the view last heard from Kafka.
             */
            readonly asOf: number;
            /** Stale */
            readonly stale: boolean;
            /** Devices */
            readonly devices: readonly components["schemas"]["Device"][];
            /** Next */
            readonly next: string | null;
            /**
             * Complete
             * @description False if more devices match; else absent.
             * @default null
             */
            readonly complete?: false | null;
        };
        /**
         * Driver
         * @description A driver, how many shipments name it, and the newest by time of its own row and of theirs.
         */
        readonly Driver: {
            /** Driverid */
            readonly driverId: string;
            /**
             * Fleet
             * @description The fleet of its rows; absent where they are of none.
             * @default null
             */
            readonly fleet?: string | null;
            /**
             * @description What is registered of the driver.
             * @default null
             */
            readonly profile?: components["schemas"]["DriverProfile"] | null;
            /** Shipments */
            readonly shipments: number;
            /** Latest */
            readonly latest: components["schemas"]["RowWithAge"] | components["schemas"]["DriverRowWithAge"];
        };
        /**
         * DriverChange
         * @description What to change of a driver; what is absent stays, null removes it.
         */
        readonly DriverChange: {
            /**
             * Name
             * @default null
             */
            readonly name?: string | null;
            /**
             * Phone
             * @default null
             */
            readonly phone?: string | null;
            /**
             * Color
             * @default null
             */
            readonly color?: string | null;
            /**
             * Fleet
             * @description A key of a fleet may name its own alone. While it is absent, that of the newest position is taken.
             * @default null
             */
            readonly fleet?: string | null;
            /**
             * Duty
             * @description Without duty a driver has no ETA and is not `silent`.
             * @default on
             * @enum {string}
             */
            readonly duty?: "on" | "off" | "break";
        };
        /**
         * DriverPage
         * @description Drivers in order of their id.
         */
        readonly DriverPage: {
            /**
             * Cursor
             * @description Opens /api/stream without a gap.
             */
            readonly cursor: string;
            /**
             * Asof
             * @description When the view last heard from Kafka.
             */
            readonly asOf: number;
            /** Stale */
            readonly stale: boolean;
            /** Drivers */
            readonly drivers: readonly components["schemas"]["Driver"][];
            /** Next */
            readonly next: string | null;
            /**
             * Complete
             * @description False if more rows match; else absent.
             * @default null
             */
            readonly complete?: false | null;
        };
        /**
         * DriverProfile
         * @description What is registered of a driver.
         */
        readonly DriverProfile: {
            /** Driverid */
            readonly driverId: string;
            /**
             * Name
             * @default null
             */
            readonly name?: string | null;
            /**
             * Phone
             * @default null
             */
            readonly phone?: string | null;
            /**
             * Color
             * @default null
             */
            readonly color?: string | null;
            /**
             * Duty
             * @enum {string}
             */
            readonly duty: "on" | "off" | "break";
            /**
             * Dutyat
             * @description When the duty last changed.
             * @default null
             */
            readonly dutyAt?: number | null;
            /**
             * Fleet
             * @default null
             */
            readonly fleet?: string | null;
        };
        /**
         * DriverRoute
         * @description The stops of a driver in order, and the open deliveries that are not on the way yet.
         */
        readonly DriverRoute: {
            /** Driverid */
            readonly driverId: string;
            readonly position: components["schemas"]["DeliveryPosition"] | null;
            /** Stops */
            readonly stops: readonly components["schemas"]["RouteStop"][];
            /**
             * Later
             * @description The driver's other open deliveries.
             */
            readonly later: readonly components["schemas"]["Delivery"][];
        };
        /**
         * DriverRow
         * @description One driver's own latest position, from fixes without a shipment; it has no `shipmentId`.
         */
        readonly DriverRow: {
            /** Driverid */
            readonly driverId: string;
            /** Latitude */
            readonly latitude: number;
            /** Longitude */
            readonly longitude: number;
            /** Timestamp */
            readonly timestamp: number;
            /**
             * Speed
             * @default null
             */
            readonly speed?: number | null;
            /**
             * Heading
             * @default null
             */
            readonly heading?: number | null;
            /**
             * Accuracy
             * @default null
             */
            readonly accuracy?: number | null;
            /**
             * Altitude
             * @default null
             */
            readonly altitude?: number | null;
            /**
             * Battery
             * @default null
             */
            readonly battery?: number | null;
            /**
             * Deviceid
             * @default null
             */
            readonly deviceId?: string | null;
            /**
             * Fleet
             * @description The fleet whose key sent it; absent where the key was bound to none.
             * @default null
             */
            readonly fleet?: string | null;
            /**
             * Receivedat
             * @description When the edge received the fix; absent if it came another way.
             * @default null
             */
            readonly receivedAt?: number | null;
            /**
             * Source
             * @description Partition, offset and index in the envelope that set the row.
             */
            readonly source: readonly [
                number,
                number,
                number
            ];
            /**
             * Contactat
             * @description When the subject was last heard without a position, where that is after `timestamp`.
             * @default null
             */
            readonly contactAt?: number | null;
            /**
             * Suspect
             * @description True while the position implies more than 70 m/s and no other confirms it.
             * @default null
             */
            readonly suspect?: boolean | null;
            /**
             * @description The position before, which counts while the newer one is suspect.
             * @default null
             */
            readonly held?: components["schemas"]["HeldPosition"] | null;
        };
        /**
         * DriverRowWithAge
         * @description A driver's own row with the age of its position at the time of the answer.
         */
        readonly DriverRowWithAge: {
            /** Driverid */
            readonly driverId: string;
            /** Latitude */
            readonly latitude: number;
            /** Longitude */
            readonly longitude: number;
            /** Timestamp */
            readonly timestamp: number;
            /**
             * Speed
             * @default null
             */
            readonly speed?: number | null;
            /**
             * Heading
             * @default null
             */
            readonly heading?: number | null;
            /**
             * Accuracy
             * @default null
             */
            readonly accuracy?: number | null;
            /**
             * Altitude
             * @default null
             */
            readonly altitude?: number | null;
            /**
             * Battery
             * @default null
             */
            readonly battery?: number | null;
            /**
             * Deviceid
             * @default null
             */
            readonly deviceId?: string | null;
            /**
             * Fleet
             * @description The fleet whose key sent it; absent where the key was bound to none.
             * @default null
             */
            readonly fleet?: string | null;
            /**
             * Receivedat
             * @description When the edge received the fix; absent if it came another way.
             * @default null
             */
            readonly receivedAt?: number | null;
            /**
             * Source
             * @description Partition, offset and index in the envelope that set the row.
             */
            readonly source: readonly [
                number,
                number,
                number
            ];
            /**
             * Contactat
             * @description When the subject was last heard without a position, where that is after `timestamp`.
             * @default null
             */
            readonly contactAt?: number | null;
            /**
             * Suspect
             * @description True while the position implies more than 70 m/s and no other confirms it.
             * @default null
             */
            readonly suspect?: boolean | null;
            /**
             * @description The position before, which counts while the newer one is suspect.
             * @default null
             */
            readonly held?: components["schemas"]["HeldPosition"] | null;
            /** Ageseconds */
            readonly ageSeconds: number;
            /**
             * Place
             * @description Where it lies, in words; only where the parameter `place` asks for it.
             * @default null
             */
            readonly place?: string | null;
        };
        /**
         * DriverShipments
         * @description The shipments of one driver, and the newest by time of its own row and of theirs.
         */
        readonly DriverShipments: {
            /**
             * Cursor
             * @description Opens /api/stream without a gap.
             */
            readonly cursor: string;
            /**
             * Asof
             * @description When the view last heard from Kafka.
             */
            readonly asOf: number;
            /** Stale */
            readonly stale: boolean;
            /** Shipments */
            readonly shipments: readonly components["schemas"]["RowWithAge"][];
            /** Next */
            readonly next: string | null;
            /**
             * Complete
             * @description False if more rows match; else absent.
             * @default null
             */
            readonly complete?: false | null;
            /**
             * @description What is registered of the driver.
             * @default null
             */
            readonly profile?: components["schemas"]["DriverProfile"] | null;
            /**
             * Latest
             * @description Absent where no position of the driver is known.
             * @default null
             */
            readonly latest?: components["schemas"]["RowWithAge"] | components["schemas"]["DriverRowWithAge"] | null;
        };
        /**
         * Eta
         * @description The foretold arrival, with the range that holds it with `confidence`.
         */
        readonly Eta: {
            /** At */
            readonly at: number;
            /** Earliest */
            readonly earliest: number;
            /** Latest */
            readonly latest: number;
            /** Asof */
            readonly asOf: number;
            /**
             * Basis
             * @enum {string}
             */
            readonly basis: "default" | "learned" | "router";
            /** Confidence */
            readonly confidence: number;
            /**
             * Planned
             * @default false
             */
            readonly planned?: boolean;
        };
        /**
         * EtaQuality
         * @description How right the foretold arrivals were, since a fleet of the answer began to learn.
         */
        readonly EtaQuality: {
            /**
             * Cursor
             * @description Opens /api/stream without a gap.
             */
            readonly cursor: string;
            /**
             * Asof
             * @description When the view last heard from Kafka.
             */
            readonly asOf: number;
            /** Stale */
            readonly stale: boolean;
            /**
             * Since
             * @description Unix seconds; absent: there is nothing yet.
             * @default null
             */
            readonly since?: number | null;
            /**
             * Confidence
             * @description The coverage that the ranges aim at.
             */
            readonly confidence: number;
            readonly total: components["schemas"]["ForecastQuality"];
            /** Bystopsbefore */
            readonly byStopsBefore: readonly components["schemas"]["QualityByStops"][];
            /** Byrest */
            readonly byRest: readonly components["schemas"]["QualityByRest"][];
        };
        /**
         * Event
         * @description A fact about a subject, told once under one id; it holds no personal data.
         */
        readonly Event: {
            /** Id */
            readonly id: string;
            readonly type: components["schemas"]["EventType"];
            /**
             * Subject
             * @description The shipment; empty where a refused command named none.
             */
            readonly subject: string;
            /**
             * At
             * @description When it happened.
             */
            readonly at: number;
            /**
             * Recordedat
             * @description When it was decided; `from`, `to` and `completeFrom` are about this time.
             */
            readonly recordedAt: number;
            /**
             * Sequence
             * @description Counts the events about the subject; 0 where it has no row.
             */
            readonly sequence: number;
            /**
             * Revision
             * @description Of the row that shows it; 0 where there is none.
             */
            readonly revision: number;
            /**
             * Fleet
             * @default null
             */
            readonly fleet?: string | null;
            /**
             * By
             * @description The name of the key that sent the command.
             */
            readonly by: string;
            /**
             * Data
             * @description What the type tells.
             * @default {}
             */
            readonly data?: {
                readonly [key: string]: unknown;
            };
        };
        /** @description The server stops, or the credential that opened the stream expired; connect again. */
        readonly EventByeEvent: Record<string, never>;
        /** @description New events, in order of arrival. */
        readonly EventChangesEvent: readonly components["schemas"]["Event"][];
        /** @description The stream is alive; the server's clock. */
        readonly EventHeartbeatEvent: components["schemas"]["Heartbeat"];
        /**
         * EventPage
         * @description Events in order of arrival; those of a subject in order of their sequence.
         */
        readonly EventPage: {
            /** Events */
            readonly events: readonly components["schemas"]["Event"][];
            /**
             * Cursor
             * @description The place after these events: for `after`, or for the stream.
             */
            readonly cursor: string;
            /**
             * Next
             * @description The same where more events match, else null.
             */
            readonly next: string | null;
            /**
             * Completefrom
             * @description Every event told from this time on is held; earlier ones may be missing.
             */
            readonly completeFrom: number;
            /**
             * Asof
             * @description When Kafka last answered.
             */
            readonly asOf: number;
        };
        /** @description Events were missed, and why; the stream continues with new ones. */
        readonly EventResetEvent: {
            readonly reason: string;
        };
        /**
         * EventType
         * @description What the dispatcher tells.
         * @enum {string}
         */
        readonly EventType: "delivery.created" | "delivery.updated" | "delivery.assigned" | "delivery.in_transit" | "delivery.out_for_delivery" | "delivery.approaching" | "delivery.arrived" | "delivery.departed" | "delivery.delivered" | "delivery.attempt_failed" | "delivery.ready_for_pickup" | "delivery.returning" | "delivery.returned" | "delivery.cancelled" | "delivery.corrected" | "delivery.withdrawn" | "alert.opened" | "alert.acknowledged" | "alert.resolved" | "command.refused";
        /**
         * FailureReason
         * @description Why an attempt failed.
         * @enum {string}
         */
        readonly FailureReason: "nobody_home" | "wrong_address" | "no_access" | "refused" | "damaged" | "not_ready" | "out_of_time" | "vehicle" | "weather" | "other";
        /**
         * Feature
         * @description A row as GeoJSON.
         */
        readonly Feature: {
            /**
             * Type
             * @default Feature
             * @constant
             */
            readonly type?: "Feature";
            /** Id */
            readonly id: string;
            readonly geometry: components["schemas"]["PointGeometry"];
            /** Properties */
            readonly properties: {
                readonly [key: string]: unknown;
            };
        };
        /**
         * FeatureCollection
         * @description Rows as GeoJSON.
         */
        readonly FeatureCollection: {
            /**
             * Cursor
             * @description Opens /api/stream without a gap.
             */
            readonly cursor: string;
            /**
             * Asof
             * @description When the view last heard from Kafka.
             */
            readonly asOf: number;
            /** Stale */
            readonly stale: boolean;
            /**
             * Type
             * @default FeatureCollection
             * @constant
             */
            readonly type?: "FeatureCollection";
            /** Features */
            readonly features: readonly components["schemas"]["Feature"][];
            /** Next */
            readonly next: string | null;
            /**
             * Complete
             * @description False if more rows match; else absent.
             * @default null
             */
            readonly complete?: false | null;
        };
        /**
         * Fix
         * @description Where a device says a shipment, or a driver without one, was, and when.
         */
        readonly Fix: {
            /**
             * Driverid
             * @description Required, but for a key that is bound to a driver. Without it `deviceId` names the driver.
             * @default null
             */
            readonly driverId?: string | null;
            /**
             * Shipmentid
             * @description Without it the fix is the driver's own position.
             * @default null
             */
            readonly shipmentId?: string | null;
            /**
             * Latitude
             * @description Degrees, WGS 84.
             */
            readonly latitude: number;
            /**
             * Longitude
             * @description Degrees, WGS 84.
             */
            readonly longitude: number;
            /**
             * Timestamp
             * @description The device's clock, Unix seconds.
             */
            readonly timestamp: number;
            /**
             * Speed
             * @description Metres per second.
             * @default null
             */
            readonly speed?: number | null;
            /**
             * Heading
             * @description Degrees from north.
             * @default null
             */
            readonly heading?: number | null;
            /**
             * Accuracy
             * @description Metres.
             * @default null
             */
            readonly accuracy?: number | null;
            /**
             * Altitude
             * @description Metres.
             * @default null
             */
            readonly altitude?: number | null;
            /**
             * Battery
             * @description Charge, 0 to 1.
             * @default null
             */
            readonly battery?: number | null;
            /**
             * Deviceid
             * @default null
             */
            readonly deviceId?: string | null;
        } & {
            readonly [key: string]: unknown;
        };
        /**
         * ForecastQuality
         * @description Forecasts compared with what happened; without any, neither error nor coverage is known.
         */
        readonly ForecastQuality: {
            /**
             * Forecasts
             * @description How many were compared with an arrival.
             */
            readonly forecasts: number;
            /**
             * Meanabsoluteerror
             * @description Seconds.
             * @default null
             */
            readonly meanAbsoluteError?: number | null;
            /**
             * Meanerror
             * @description Seconds; positive where drivers came later than foretold.
             * @default null
             */
            readonly meanError?: number | null;
            /**
             * Coverage
             * @description Share of the arrivals that lay within their range.
             * @default null
             */
            readonly coverage?: number | null;
        };
        /**
         * Health
         * @description Whether this process is alive or ready, and why not.
         */
        readonly Health: {
            /**
             * Status
             * @enum {string}
             */
            readonly status: "ok" | "unavailable";
            /**
             * Reason
             * @default null
             */
            readonly reason?: string | null;
        };
        /**
         * Heartbeat
         * @description The stream is alive; the server's clock.
         */
        readonly Heartbeat: {
            /** Time */
            readonly time: number;
        };
        /** @description The stream is alive; the server's clock. */
        readonly HeartbeatEvent: components["schemas"]["Heartbeat"];
        /**
         * HeldPosition
         * @description Where a subject was before a position that is suspect, and when.
         */
        readonly HeldPosition: {
            /** Latitude */
            readonly latitude: number;
            /** Longitude */
            readonly longitude: number;
            /** Timestamp */
            readonly timestamp: number;
        };
        /**
         * KeyInfo
         * @description A key without its secret, which the tracker shows once and does not store.
         */
        readonly KeyInfo: {
            /** Id */
            readonly id: string;
            /** Name */
            readonly name: string;
            /** Scopes */
            readonly scopes: readonly components["schemas"]["Scope"][];
            /**
             * Driver
             * @description The only driver that the key may act for.
             * @default null
             */
            readonly driver?: string | null;
            /**
             * Fleet
             * @description The fleet that the key writes for and alone may read.
             * @default null
             */
            readonly fleet?: string | null;
            /**
             * Device
             * @description The only device whose positions the key may post.
             * @default null
             */
            readonly device?: string | null;
            /** Createdat */
            readonly createdAt: number;
            /**
             * Revokedat
             * @description When the key was revoked, Unix seconds.
             * @default null
             */
            readonly revokedAt?: number | null;
        };
        /**
         * KeyList
         * @description All keys, also revoked ones, in order of creation.
         */
        readonly KeyList: {
            /** Keys */
            readonly keys: readonly components["schemas"]["KeyInfo"][];
        };
        /**
         * KeyRequest
         * @description The key to create.
         */
        readonly KeyRequest: {
            /**
             * Name
             * @description A name for people.
             */
            readonly name: string;
            /** Scopes */
            readonly scopes: readonly components["schemas"]["Scope"][];
            /**
             * Driver
             * @description Bind a key with the scopes ingest or drive to this driver.
             * @default null
             */
            readonly driver?: string | null;
            /**
             * Fleet
             * @description Bind the key to this fleet: what it sends belongs to the fleet, and it reads nothing else.
             * @default null
             */
            readonly fleet?: string | null;
            /**
             * Device
             * @description Bind a key with the scopes ingest or drive to this device.
             * @default null
             */
            readonly device?: string | null;
        };
        /**
         * LastPosition
         * @description The newest position of a device.
         */
        readonly LastPosition: {
            /** Latitude */
            readonly latitude: number;
            /** Longitude */
            readonly longitude: number;
            /** Timestamp */
            readonly timestamp: number;
            /**
             * Receivedat
             * @default null
             */
            readonly receivedAt?: number | null;
            /**
             * Accuracy
             * @default null
             */
            readonly accuracy?: number | null;
            /**
             * Battery
             * @default null
             */
            readonly battery?: number | null;
        };
        /**
         * NamedPlace
         * @description The name of one place.
         */
        readonly NamedPlace: {
            /**
             * Text
             * @example 12 km north-east of Butler, Pennsylvania
             * @example in Butler, Pennsylvania
             */
            readonly text: string;
            /** @default null */
            readonly place?: components["schemas"]["PlaceTown"] | null;
            /**
             * Distancem
             * @description Metres from the centre of the town.
             * @default null
             */
            readonly distanceM?: number | null;
            /**
             * Inside
             * @description Whether it lies in the town.
             * @default null
             */
            readonly inside?: boolean | null;
            /**
             * Bearingdeg
             * @description Direction from the town: 0 north, 90 east.
             * @default null
             */
            readonly bearingDeg?: number | null;
            /**
             * Attribution
             * @description The credit that the data asks for; show it with the names.
             */
            readonly attribution: string;
        };
        /**
         * NamedPlaces
         * @description The names of many places, in the order of the points.
         */
        readonly NamedPlaces: {
            /** Places */
            readonly places: readonly components["schemas"]["PlaceName"][];
            /**
             * Attribution
             * @description The credit that the data asks for; show it with the names.
             */
            readonly attribution: string;
        };
        /**
         * NewCredential
         * @description A setup whose secret is shown once.
         */
        readonly NewCredential: {
            /**
             * @description The key that was created; none where the server requires no keys.
             * @default null
             */
            readonly credential?: components["schemas"]["Credential"] | null;
            readonly setup: components["schemas"]["Setup"];
        };
        /**
         * NewKey
         * @description A key that was just created.
         */
        readonly NewKey: {
            /** Id */
            readonly id: string;
            /** Name */
            readonly name: string;
            /** Scopes */
            readonly scopes: readonly components["schemas"]["Scope"][];
            /**
             * Driver
             * @description The only driver that the key may act for.
             * @default null
             */
            readonly driver?: string | null;
            /**
             * Fleet
             * @description The fleet that the key writes for and alone may read.
             * @default null
             */
            readonly fleet?: string | null;
            /**
             * Device
             * @description The only device whose positions the key may post.
             * @default null
             */
            readonly device?: string | null;
            /** Createdat */
            readonly createdAt: number;
            /**
             * Revokedat
             * @description When the key was revoked, Unix seconds.
             * @default null
             */
            readonly revokedAt?: number | null;
            /**
             * Key
             * @description The text that clients send. The tracker shows it only now.
             */
            readonly key: string;
        };
        /**
         * PendingCommand
         * @description Kafka holds the command; repeat the request with the same `Idempotency-Key` to learn its decision.
         */
        readonly PendingCommand: {
            /**
             * Result
             * @default pending
             * @constant
             */
            readonly result?: "pending";
            /** Shipmentid */
            readonly shipmentId: string;
            /** Commandid */
            readonly commandId: string;
        };
        /**
         * PhoneApp
         * @description An app, by the name that the API uses for it.
         * @enum {string}
         */
        readonly PhoneApp: "traccar" | "owntracks" | "gpslogger" | "overland" | "osmand" | "browser";
        /**
         * PlaceHit
         * @description A place that may be meant.
         */
        readonly PlaceHit: {
            /**
             * Source
             * @enum {string}
             */
            readonly source: "coordinates" | "plus_code" | "town" | "address";
            /** Label */
            readonly label: string;
            /**
             * Latitude
             * @description Degrees, WGS 84.
             */
            readonly latitude: number;
            /**
             * Longitude
             * @description Degrees, WGS 84.
             */
            readonly longitude: number;
            /**
             * Note
             * @description What was assumed.
             * @default null
             */
            readonly note?: string | null;
            /**
             * Lies
             * @description Where coordinates lie, in words.
             * @default null
             * @example in Butler, Pennsylvania
             */
            readonly lies?: string | null;
            /** @default null */
            readonly town?: components["schemas"]["PlaceTown"] | null;
        };
        /**
         * PlaceHits
         * @description What a text may mean, the likeliest first.
         */
        readonly PlaceHits: {
            /** Results */
            readonly results: readonly components["schemas"]["PlaceHit"][];
            /**
             * Addresses
             * @description Whether the geocoder was asked: `off` where none is configured, `skipped` where it was not needed or not wanted.
             * @enum {string}
             */
            readonly addresses: "off" | "skipped" | "searched" | "geocoder_unavailable" | "geocoder_busy";
            /**
             * Attributions
             * @description The credits that the data asks for.
             */
            readonly attributions: readonly string[];
            /**
             * Geocoder
             * @description Host that addresses are sent to; absent where none is configured.
             * @default null
             */
            readonly geocoder?: string | null;
            /**
             * @description With `problems=inline` only.
             * @default null
             */
            readonly problem?: components["schemas"]["SearchProblem"] | null;
        };
        /**
         * PlaceName
         * @description Where a place lies, in words; without a town beyond 1 000 km from all of them.
         */
        readonly PlaceName: {
            /**
             * Text
             * @example 12 km north-east of Butler, Pennsylvania
             * @example in Butler, Pennsylvania
             */
            readonly text: string;
            /** @default null */
            readonly place?: components["schemas"]["PlaceTown"] | null;
            /**
             * Distancem
             * @description Metres from the centre of the town.
             * @default null
             */
            readonly distanceM?: number | null;
            /**
             * Inside
             * @description Whether it lies in the town.
             * @default null
             */
            readonly inside?: boolean | null;
            /**
             * Bearingdeg
             * @description Direction from the town: 0 north, 90 east.
             * @default null
             */
            readonly bearingDeg?: number | null;
        };
        /**
         * PlaceTown
         * @description A town.
         */
        readonly PlaceTown: {
            /** Name */
            readonly name: string;
            /**
             * Region
             * @description State; known in the USA only.
             * @default null
             */
            readonly region?: string | null;
            /** Country */
            readonly country: string;
            /**
             * Countrycode
             * @description ISO 3166-1, two letters.
             */
            readonly countryCode: string;
            /**
             * Latitude
             * @description Degrees, WGS 84.
             */
            readonly latitude: number;
            /**
             * Longitude
             * @description Degrees, WGS 84.
             */
            readonly longitude: number;
            /** Population */
            readonly population: number;
        };
        /**
         * PlannedWindow
         * @description The promised time.
         */
        readonly PlannedWindow: {
            /**
             * Start
             * @description Unix seconds; ISO 8601 with an offset is accepted, too.
             */
            readonly start: number | string;
            /**
             * End
             * @description Unix seconds; ISO 8601 with an offset is accepted, too.
             */
            readonly end: number | string;
        };
        /**
         * Point
         * @description A place.
         */
        readonly Point: {
            /**
             * Latitude
             * @description Degrees, WGS 84.
             */
            readonly latitude: number;
            /**
             * Longitude
             * @description Degrees, WGS 84.
             */
            readonly longitude: number;
        };
        /**
         * PointGeometry
         * @description A GeoJSON point: longitude first (RFC 7946).
         */
        readonly PointGeometry: {
            /**
             * Type
             * @default Point
             * @constant
             */
            readonly type?: "Point";
            /** Coordinates */
            readonly coordinates: readonly [
                number,
                number
            ];
        };
        /**
         * PointList
         * @description Places whose names are wanted.
         */
        readonly PointList: {
            /** Points */
            readonly points: readonly components["schemas"]["Point"][];
            /**
             * Units
             * @default km
             * @enum {string}
             */
            readonly units?: "km" | "mi";
        };
        /**
         * Problem
         * @description An error in the form of RFC 9457, with a stable code.
         */
        readonly Problem: {
            /**
             * Type
             * @default about:blank
             */
            readonly type?: string;
            /** Title */
            readonly title: string;
            /** Status */
            readonly status: number;
            /**
             * Code
             * @enum {string}
             */
            readonly code: "all_rejected" | "bad_alert" | "bad_credential" | "bad_delivery" | "bad_device" | "bad_driver" | "bad_encoding" | "bad_filter" | "bad_header" | "bad_http" | "bad_key" | "bad_photo" | "bad_range" | "bad_route" | "bad_status" | "binding_in_past" | "clock_gps_rollover" | "clock_not_set" | "demo_off" | "forbidden" | "geocoder_busy" | "geocoder_unavailable" | "id_control_character" | "id_empty" | "id_too_long" | "illegal_transition" | "internal" | "invalid_command" | "kafka_unavailable" | "latitude_out_of_range" | "longitude_out_of_range" | "method_not_allowed" | "missing_field" | "not_assigned" | "not_empty" | "not_finite" | "not_json" | "not_utf8" | "out_for_delivery" | "overloaded" | "photos_unavailable" | "precondition_failed" | "rate_limited" | "recovering" | "time_in_future" | "timestamp_in_future" | "timestamp_in_milliseconds" | "too_large" | "too_many_connections" | "too_many_photos" | "too_old" | "too_slow" | "unauthenticated" | "unclear_place" | "unknown_alert" | "unknown_delivery" | "unknown_device" | "unknown_driver" | "unknown_key" | "unknown_path" | "unknown_photo" | "unknown_shipment" | "unsupported_encoding" | "unsupported_expectation" | "unsupported_media_type" | "version_mismatch" | "wrong_type";
            /** Detail */
            readonly detail: string;
            /**
             * Field
             * @default null
             */
            readonly field?: string | null;
            /**
             * Rejected
             * @default null
             */
            readonly rejected?: readonly components["schemas"]["Rejection"][] | null;
        };
        /**
         * Progress
         * @description What is derived from positions and the route.
         */
        readonly Progress: {
            /** @default null */
            readonly eta?: components["schemas"]["Eta"] | null;
            /**
             * Publishedat
             * @default null
             */
            readonly publishedAt?: number | null;
            /**
             * Stopsbefore
             * @default null
             */
            readonly stopsBefore?: number | null;
            /**
             * Risk
             * @default none
             * @enum {string}
             */
            readonly risk?: "none" | "at_risk" | "late";
            /**
             * Risksince
             * @default null
             */
            readonly riskSince?: number | null;
            /**
             * Signal
             * @default null
             */
            readonly signal?: ("live" | "late" | "silent") | null;
            /**
             * Approachingat
             * @default null
             */
            readonly approachingAt?: number | null;
            /**
             * Arrivedat
             * @default null
             */
            readonly arrivedAt?: number | null;
            /**
             * Departedat
             * @default null
             */
            readonly departedAt?: number | null;
        };
        /**
         * Proof
         * @description What proves an outcome; `ref` names what is stored elsewhere.
         */
        readonly Proof: {
            /**
             * Kind
             * @enum {string}
             */
            readonly kind: "photo" | "signature" | "code" | "scan" | "name";
            /** Ref */
            readonly ref: string;
            /**
             * Sha256
             * @default null
             */
            readonly sha256?: string | null;
        };
        /**
         * QualityByRest
         * @description Those that foretold so long a rest.
         */
        readonly QualityByRest: {
            /**
             * Forecasts
             * @description How many were compared with an arrival.
             */
            readonly forecasts: number;
            /**
             * Meanabsoluteerror
             * @description Seconds.
             * @default null
             */
            readonly meanAbsoluteError?: number | null;
            /**
             * Meanerror
             * @description Seconds; positive where drivers came later than foretold.
             * @default null
             */
            readonly meanError?: number | null;
            /**
             * Coverage
             * @description Share of the arrivals that lay within their range.
             * @default null
             */
            readonly coverage?: number | null;
            /**
             * Restseconds
             * @description The rest at which the forecasts were kept.
             */
            readonly restSeconds: number;
        };
        /**
         * QualityByStops
         * @description Those with so many stops before.
         */
        readonly QualityByStops: {
            /**
             * Forecasts
             * @description How many were compared with an arrival.
             */
            readonly forecasts: number;
            /**
             * Meanabsoluteerror
             * @description Seconds.
             * @default null
             */
            readonly meanAbsoluteError?: number | null;
            /**
             * Meanerror
             * @description Seconds; positive where drivers came later than foretold.
             * @default null
             */
            readonly meanError?: number | null;
            /**
             * Coverage
             * @description Share of the arrivals that lay within their range.
             * @default null
             */
            readonly coverage?: number | null;
            /**
             * Stopsbefore
             * @description At least so many.
             */
            readonly stopsBefore: number;
            /**
             * Stopsbeforeto
             * @description At most so many; absent: any more.
             * @default null
             */
            readonly stopsBeforeTo?: number | null;
        };
        /**
         * Recipient
         * @description Who receives it.
         */
        readonly Recipient: {
            /**
             * Name
             * @default null
             */
            readonly name?: string | null;
            /**
             * Phone
             * @default null
             */
            readonly phone?: string | null;
            /**
             * Email
             * @default null
             */
            readonly email?: string | null;
        };
        /**
         * Rejection
         * @description Why one fix of a batch was refused.
         */
        readonly Rejection: {
            /** Index */
            readonly index: number;
            /** Code */
            readonly code: string;
            /** Detail */
            readonly detail: string;
            /**
             * Field
             * @default null
             */
            readonly field?: string | null;
        };
        /** @description Driver ids whose own rows did. */
        readonly RemovedDriversEvent: readonly string[];
        /** @description Shipment ids that left the filter, such as the bounding box, or were deleted. */
        readonly RemovedEvent: readonly string[];
        /**
         * ReportedPosition
         * @description Where something was done.
         */
        readonly ReportedPosition: {
            /**
             * Latitude
             * @description Degrees, WGS 84.
             */
            readonly latitude: number;
            /**
             * Longitude
             * @description Degrees, WGS 84.
             */
            readonly longitude: number;
            /**
             * Accuracy
             * @description Metres.
             * @default null
             */
            readonly accuracy?: number | null;
        };
        /** @description The cursor is not honoured, and why; a snapshot follows. */
        readonly ResetEvent: {
            readonly reason: string;
        };
        /**
         * RoutePlan
         * @description The deliveries of a driver in their order; the driver's other open deliveries lose the driver.
         */
        readonly RoutePlan: {
            /** Shipmentids */
            readonly shipmentIds: readonly string[];
            /**
             * Startat
             * @description When the route is planned to start, Unix seconds.
             * @default null
             */
            readonly startAt?: (number | string) | null;
        };
        /**
         * RouteStop
         * @description One place of a route; several deliveries may share it.
         */
        readonly RouteStop: {
            /** Latitude */
            readonly latitude: number;
            /** Longitude */
            readonly longitude: number;
            /** Deliveries */
            readonly deliveries: readonly components["schemas"]["Delivery"][];
        };
        /**
         * Row
         * @description One shipment's latest position, as the table, the stream and the queries show it.
         */
        readonly Row: {
            /** Driverid */
            readonly driverId: string;
            /** Latitude */
            readonly latitude: number;
            /** Longitude */
            readonly longitude: number;
            /** Timestamp */
            readonly timestamp: number;
            /**
             * Speed
             * @default null
             */
            readonly speed?: number | null;
            /**
             * Heading
             * @default null
             */
            readonly heading?: number | null;
            /**
             * Accuracy
             * @default null
             */
            readonly accuracy?: number | null;
            /**
             * Altitude
             * @default null
             */
            readonly altitude?: number | null;
            /**
             * Battery
             * @default null
             */
            readonly battery?: number | null;
            /**
             * Deviceid
             * @default null
             */
            readonly deviceId?: string | null;
            /**
             * Fleet
             * @description The fleet whose key sent it; absent where the key was bound to none.
             * @default null
             */
            readonly fleet?: string | null;
            /**
             * Receivedat
             * @description When the edge received the fix; absent if it came another way.
             * @default null
             */
            readonly receivedAt?: number | null;
            /**
             * Source
             * @description Partition, offset and index in the envelope that set the row.
             */
            readonly source: readonly [
                number,
                number,
                number
            ];
            /**
             * Contactat
             * @description When the subject was last heard without a position, where that is after `timestamp`.
             * @default null
             */
            readonly contactAt?: number | null;
            /**
             * Suspect
             * @description True while the position implies more than 70 m/s and no other confirms it.
             * @default null
             */
            readonly suspect?: boolean | null;
            /**
             * @description The position before, which counts while the newer one is suspect.
             * @default null
             */
            readonly held?: components["schemas"]["HeldPosition"] | null;
            /** Shipmentid */
            readonly shipmentId: string;
        };
        /**
         * RowWithAge
         * @description A row with the age of its position at the time of the answer.
         */
        readonly RowWithAge: {
            /** Driverid */
            readonly driverId: string;
            /** Latitude */
            readonly latitude: number;
            /** Longitude */
            readonly longitude: number;
            /** Timestamp */
            readonly timestamp: number;
            /**
             * Speed
             * @default null
             */
            readonly speed?: number | null;
            /**
             * Heading
             * @default null
             */
            readonly heading?: number | null;
            /**
             * Accuracy
             * @default null
             */
            readonly accuracy?: number | null;
            /**
             * Altitude
             * @default null
             */
            readonly altitude?: number | null;
            /**
             * Battery
             * @default null
             */
            readonly battery?: number | null;
            /**
             * Deviceid
             * @default null
             */
            readonly deviceId?: string | null;
            /**
             * Fleet
             * @description The fleet whose key sent it; absent where the key was bound to none.
             * @default null
             */
            readonly fleet?: string | null;
            /**
             * Receivedat
             * @description When the edge received the fix; absent if it came another way.
             * @default null
             */
            readonly receivedAt?: number | null;
            /**
             * Source
             * @description Partition, offset and index in the envelope that set the row.
             */
            readonly source: readonly [
                number,
                number,
                number
            ];
            /**
             * Contactat
             * @description When the subject was last heard without a position, where that is after `timestamp`.
             * @default null
             */
            readonly contactAt?: number | null;
            /**
             * Suspect
             * @description True while the position implies more than 70 m/s and no other confirms it.
             * @default null
             */
            readonly suspect?: boolean | null;
            /**
             * @description The position before, which counts while the newer one is suspect.
             * @default null
             */
            readonly held?: components["schemas"]["HeldPosition"] | null;
            /** Ageseconds */
            readonly ageSeconds: number;
            /**
             * Place
             * @description Where it lies, in words; only where the parameter `place` asks for it.
             * @default null
             */
            readonly place?: string | null;
            /** Shipmentid */
            readonly shipmentId: string;
        };
        /**
         * Scope
         * @description What a key allows; `admin` includes the others, and `drive` includes `ingest`.
         * @enum {string}
         */
        readonly Scope: "ingest" | "read" | "dispatch" | "drive" | "admin";
        /**
         * SearchProblem
         * @description Why a search found nothing, where the request asked for this instead of an error.
         */
        readonly SearchProblem: {
            /**
             * Code
             * @example unclear_place
             * @example geocoder_unavailable
             * @example geocoder_busy
             */
            readonly code: string;
            /** Detail */
            readonly detail: string;
        };
        /**
         * Session
         * @description Whether this server requires keys, and who is signed in.
         */
        readonly Session: {
            /**
             * Required
             * @description Whether a request needs a key.
             */
            readonly required: boolean;
            /**
             * Signedin
             * @description Whether the request has a valid cookie or key.
             */
            readonly signedIn: boolean;
            /**
             * Name
             * @description The name of the key.
             * @default null
             */
            readonly name?: string | null;
            /**
             * Expiresat
             * @description When the sign-in expires, Unix seconds.
             * @default null
             */
            readonly expiresAt?: number | null;
            /**
             * Maydispatch
             * @description Whether this browser may change deliveries.
             * @default false
             */
            readonly mayDispatch?: boolean;
            /**
             * Maydrive
             * @description Whether the key may report for its driver.
             * @default false
             */
            readonly mayDrive?: boolean;
            /**
             * Driverid
             * @description The driver that the key is bound to.
             * @default null
             */
            readonly driverId?: string | null;
            /**
             * Deviceid
             * @description The device that the key is bound to.
             * @default null
             */
            readonly deviceId?: string | null;
            /**
             * Intervalseconds
             * @description How often that device is to send.
             * @default null
             */
            readonly intervalSeconds?: number | null;
        };
        /**
         * Setup
         * @description The steps, and what the QR code contains.
         */
        readonly Setup: {
            readonly app: components["schemas"]["PhoneApp"];
            /**
             * Address
             * @description Where the app sends to.
             */
            readonly address: string;
            /** Steps */
            readonly steps: readonly components["schemas"]["SetupStep"][];
            /**
             * Link
             * @description What to follow, or to enter; the text of the QR code.
             */
            readonly link: string;
            /**
             * Qr
             * @description The QR code of `link`, as an SVG element; absent where the link is too long.
             * @default null
             */
            readonly qr?: string | null;
            /**
             * Warnings
             * @description `not_https`: others may read what the phone sends. `not_reachable`: a loopback address.
             */
            readonly warnings: readonly components["schemas"]["AddressWarning"][];
        };
        /**
         * SetupStep
         * @description One thing to do on the phone.
         */
        readonly SetupStep: {
            /** @description Which text to show. */
            readonly id: components["schemas"]["StepId"];
            /**
             * Value
             * @description What to enter.
             * @default null
             */
            readonly value?: string | null;
        };
        /**
         * ShipmentPage
         * @description Rows in order of shipment id, and where the next page begins.
         */
        readonly ShipmentPage: {
            /**
             * Cursor
             * @description Opens /api/stream without a gap.
             */
            readonly cursor: string;
            /**
             * Asof
             * @description When the view last heard from Kafka.
             */
            readonly asOf: number;
            /** Stale */
            readonly stale: boolean;
            /** Shipments */
            readonly shipments: readonly components["schemas"]["RowWithAge"][];
            /** Next */
            readonly next: string | null;
            /**
             * Complete
             * @description False if more rows match; else absent.
             * @default null
             */
            readonly complete?: false | null;
        };
        /**
         * SignIn
         * @description The body of a sign-in.
         */
        readonly SignIn: {
            /** Key */
            readonly key: string;
        };
        /** @description All rows that match were sent. */
        readonly SnapshotCompleteEvent: {
            readonly shipments: number;
            readonly drivers?: number;
        };
        /** @description Some of the rows that match; more chunks may follow. */
        readonly SnapshotEvent: readonly (components["schemas"]["Row"] | components["schemas"]["DriverRow"])[];
        /**
         * Snooze
         * @description Until when an alert is not shown.
         */
        readonly Snooze: {
            /**
             * Until
             * @description Unix seconds, or ISO 8601 with an offset.
             */
            readonly until: number | string;
        };
        /**
         * Status
         * @description What people and systems said about a delivery.
         * @enum {string}
         */
        readonly Status: "created" | "in_transit" | "out_for_delivery" | "delivered" | "attempt_failed" | "ready_for_pickup" | "returning" | "returned" | "cancelled";
        /**
         * StatusItem
         * @description The same for one delivery among others.
         */
        readonly StatusItem: {
            readonly to: components["schemas"]["Status"];
            /**
             * At
             * @description When it happened, Unix seconds; absent: now.
             * @default null
             */
            readonly at?: (number | string) | null;
            /**
             * @description Why an attempt failed.
             * @default null
             */
            readonly reason?: components["schemas"]["FailureReason"] | null;
            /**
             * Note
             * @default null
             */
            readonly note?: string | null;
            /**
             * @description Where it happened.
             * @default null
             */
            readonly position?: components["schemas"]["ReportedPosition"] | null;
            /**
             * Proof
             * @default null
             */
            readonly proof?: readonly components["schemas"]["Proof"][] | null;
            /**
             * Corrects
             * @description Whether it replaces a status that ended the delivery.
             * @default false
             */
            readonly corrects?: boolean;
            /** Shipmentid */
            readonly shipmentId: string;
        };
        /**
         * StatusReport
         * @description What happened to a delivery, and when.
         */
        readonly StatusReport: {
            readonly to: components["schemas"]["Status"];
            /**
             * At
             * @description When it happened, Unix seconds; absent: now.
             * @default null
             */
            readonly at?: (number | string) | null;
            /**
             * @description Why an attempt failed.
             * @default null
             */
            readonly reason?: components["schemas"]["FailureReason"] | null;
            /**
             * Note
             * @default null
             */
            readonly note?: string | null;
            /**
             * @description Where it happened.
             * @default null
             */
            readonly position?: components["schemas"]["ReportedPosition"] | null;
            /**
             * Proof
             * @default null
             */
            readonly proof?: readonly components["schemas"]["Proof"][] | null;
            /**
             * Corrects
             * @description Whether it replaces a status that ended the delivery.
             * @default false
             */
            readonly corrects?: boolean;
        };
        /**
         * StepId
         * @description One thing to do on the phone; the screens have a text for each.
         * @enum {string}
         */
        readonly StepId: "install" | "allow_location" | "allow_battery" | "scan_in_traccar" | "scan_with_camera" | "scan_to_copy" | "server_url" | "device_identifier" | "interval" | "start_traccar" | "owntracks_mode" | "user_name" | "password" | "device_id" | "short_id" | "owntracks_move" | "gpslogger_open" | "http_method" | "http_body" | "gpslogger_start" | "overland_token" | "overland_start" | "osmand_open" | "osmand_start" | "browser_open" | "browser_share" | "browser_install";
        /**
         * StoredProof
         * @description A photo that was stored; name `ref` and `sha256` in the proof of a status.
         */
        readonly StoredProof: {
            /**
             * Ref
             * @description The name of the photo; GET it below the delivery.
             */
            readonly ref: string;
            /**
             * Sha256
             * @description SHA-256 of the stored bytes, which are those sent without metadata.
             */
            readonly sha256: string;
            /**
             * Size
             * @description Bytes.
             */
            readonly size: number;
            /**
             * Type
             * @description image/jpeg, image/png or image/webp, by the bytes.
             */
            readonly type: string;
        };
        /**
         * TimelineEntry
         * @description What happened to a delivery; `code` says why it did not count at its place in the order.
         */
        readonly TimelineEntry: {
            /** At */
            readonly at: number;
            /**
             * @description Absent where only the driver changed.
             * @default null
             */
            readonly to?: components["schemas"]["Status"] | null;
            /**
             * Driverid
             * @default null
             */
            readonly driverId?: string | null;
            /** @default null */
            readonly reason?: components["schemas"]["FailureReason"] | null;
            /**
             * Note
             * @default null
             */
            readonly note?: string | null;
            /** @default null */
            readonly position?: components["schemas"]["ReportedPosition"] | null;
            /**
             * Distance
             * @description Metres from the position to the driver's last fix.
             * @default null
             */
            readonly distance?: number | null;
            /**
             * Proof
             * @default null
             */
            readonly proof?: readonly components["schemas"]["Proof"][] | null;
            /**
             * Corrects
             * @default null
             */
            readonly corrects?: boolean | null;
            /**
             * By
             * @description The name of the key that reported it.
             */
            readonly by: string;
            /** Commandid */
            readonly commandId: string;
            /**
             * Code
             * @default null
             */
            readonly code?: string | null;
            /**
             * Eventid
             * @default null
             */
            readonly eventId?: string | null;
        };
        /**
         * Token
         * @description A short-lived, read-only token for clients that cannot set headers; sent as `?token=`.
         */
        readonly Token: {
            /** Token */
            readonly token: string;
            /** Expiresat */
            readonly expiresAt: number;
        };
        /**
         * TownList
         * @description Towns, the largest first.
         */
        readonly TownList: {
            /** Towns */
            readonly towns: readonly components["schemas"]["PlaceTown"][];
            /**
             * Attribution
             * @description The credit that the data asks for; show it with the names.
             */
            readonly attribution: string;
        };
        /**
         * Window
         * @description The promised time, Unix seconds.
         */
        readonly Window: {
            /** Start */
            readonly start: number;
            /** End */
            readonly end: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly updateShipment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Fix"];
            };
        };
        readonly responses: {
            /** @description Kafka holds the fix. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Bad Request: `not_json`, `not_utf8`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "not_utf8" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_media_type`, `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_media_type" | "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `missing_field`, `wrong_type`, `id_empty`, `id_too_long`, `id_control_character`, `latitude_out_of_range`, `longitude_out_of_range`, `not_finite`, `timestamp_in_future`, `clock_not_set`, `clock_gps_rollover`, `timestamp_in_milliseconds`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "missing_field" | "wrong_type" | "id_empty" | "id_too_long" | "id_control_character" | "latitude_out_of_range" | "longitude_out_of_range" | "not_finite" | "timestamp_in_future" | "clock_not_set" | "clock_gps_rollover" | "timestamp_in_milliseconds";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly updateShipments: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": readonly components["schemas"]["Fix"][];
                readonly "application/x-ndjson": string;
            };
        };
        readonly responses: {
            /** @description Kafka holds the accepted fixes. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["BatchAccepted"];
                };
            };
            /** @description Bad Request: `not_json`, `not_utf8`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "not_utf8" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_media_type`, `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_media_type" | "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `wrong_type`, `all_rejected`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "wrong_type" | "all_rejected";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly reportByOsmandAddress: {
        readonly parameters: {
            readonly query?: {
                /** @description The device; a key that is bound to a device replaces it. */
                readonly id?: string;
                /** @description The driver; by default that of the device. */
                readonly driverId?: string;
                /** @description The shipment whose position it is; by default the driver's own. */
                readonly shipmentId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Kafka holds the positions; the body is empty. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `missing_field`, `wrong_type`, `id_empty`, `id_too_long`, `id_control_character`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "missing_field" | "wrong_type" | "id_empty" | "id_too_long" | "id_control_character";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly reportByOsmand: {
        readonly parameters: {
            readonly query?: {
                /** @description The device; a key that is bound to a device replaces it. */
                readonly id?: string;
                /** @description The driver; by default that of the device. */
                readonly driverId?: string;
                /** @description The shipment whose position it is; by default the driver's own. */
                readonly shipmentId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": unknown;
                readonly "application/x-www-form-urlencoded": {
                    readonly [key: string]: string;
                };
            };
        };
        readonly responses: {
            /** @description Kafka holds the positions; the body is empty. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `missing_field`, `wrong_type`, `id_empty`, `id_too_long`, `id_control_character`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "missing_field" | "wrong_type" | "id_empty" | "id_too_long" | "id_control_character";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly reportByOsmandAddressWithKey: {
        readonly parameters: {
            readonly query?: {
                /** @description The device; a key that is bound to a device replaces it. */
                readonly id?: string;
                /** @description The driver; by default that of the device. */
                readonly driverId?: string;
                /** @description The shipment whose position it is; by default the driver's own. */
                readonly shipmentId?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description The text of a key, for apps that can set nothing but an address. */
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Kafka holds the positions; the body is empty. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `missing_field`, `wrong_type`, `id_empty`, `id_too_long`, `id_control_character`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "missing_field" | "wrong_type" | "id_empty" | "id_too_long" | "id_control_character";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly reportByOsmandWithKey: {
        readonly parameters: {
            readonly query?: {
                /** @description The device; a key that is bound to a device replaces it. */
                readonly id?: string;
                /** @description The driver; by default that of the device. */
                readonly driverId?: string;
                /** @description The shipment whose position it is; by default the driver's own. */
                readonly shipmentId?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description The text of a key, for apps that can set nothing but an address. */
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": unknown;
                readonly "application/x-www-form-urlencoded": {
                    readonly [key: string]: string;
                };
            };
        };
        readonly responses: {
            /** @description Kafka holds the positions; the body is empty. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `missing_field`, `wrong_type`, `id_empty`, `id_too_long`, `id_control_character`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "missing_field" | "wrong_type" | "id_empty" | "id_too_long" | "id_control_character";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly reportByOwnTracks: {
        readonly parameters: {
            readonly query?: {
                /** @description The user; with `d` it names the device `u/d`. */
                readonly u?: string;
                /** @description The device of the user. */
                readonly d?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": unknown;
            };
        };
        readonly responses: {
            /** @description Kafka holds the position; a command may ask the phone to report now. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly Record<string, never>[];
                };
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `missing_field`, `wrong_type`, `id_empty`, `id_too_long`, `id_control_character`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "missing_field" | "wrong_type" | "id_empty" | "id_too_long" | "id_control_character";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly reportByOwnTracksWithKey: {
        readonly parameters: {
            readonly query?: {
                /** @description The user; with `d` it names the device `u/d`. */
                readonly u?: string;
                /** @description The device of the user. */
                readonly d?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description The text of a key, for apps that can set nothing but an address. */
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": unknown;
            };
        };
        readonly responses: {
            /** @description Kafka holds the position; a command may ask the phone to report now. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly Record<string, never>[];
                };
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `missing_field`, `wrong_type`, `id_empty`, `id_too_long`, `id_control_character`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "missing_field" | "wrong_type" | "id_empty" | "id_too_long" | "id_control_character";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly reportByGpsLoggerAddress: {
        readonly parameters: {
            readonly query?: {
                /** @description The device; a key that is bound to a device replaces it. */
                readonly id?: string;
                /** @description The driver; by default that of the device. */
                readonly driverId?: string;
                /** @description The shipment whose position it is; by default the driver's own. */
                readonly shipmentId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Kafka holds the positions; the body is empty. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `missing_field`, `wrong_type`, `id_empty`, `id_too_long`, `id_control_character`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "missing_field" | "wrong_type" | "id_empty" | "id_too_long" | "id_control_character";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly reportByGpsLogger: {
        readonly parameters: {
            readonly query?: {
                /** @description The device; a key that is bound to a device replaces it. */
                readonly id?: string;
                /** @description The driver; by default that of the device. */
                readonly driverId?: string;
                /** @description The shipment whose position it is; by default the driver's own. */
                readonly shipmentId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": unknown;
                readonly "application/x-www-form-urlencoded": {
                    readonly [key: string]: string;
                };
            };
        };
        readonly responses: {
            /** @description Kafka holds the positions; the body is empty. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `missing_field`, `wrong_type`, `id_empty`, `id_too_long`, `id_control_character`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "missing_field" | "wrong_type" | "id_empty" | "id_too_long" | "id_control_character";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly reportByGpsLoggerAddressWithKey: {
        readonly parameters: {
            readonly query?: {
                /** @description The device; a key that is bound to a device replaces it. */
                readonly id?: string;
                /** @description The driver; by default that of the device. */
                readonly driverId?: string;
                /** @description The shipment whose position it is; by default the driver's own. */
                readonly shipmentId?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description The text of a key, for apps that can set nothing but an address. */
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Kafka holds the positions; the body is empty. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `missing_field`, `wrong_type`, `id_empty`, `id_too_long`, `id_control_character`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "missing_field" | "wrong_type" | "id_empty" | "id_too_long" | "id_control_character";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly reportByGpsLoggerWithKey: {
        readonly parameters: {
            readonly query?: {
                /** @description The device; a key that is bound to a device replaces it. */
                readonly id?: string;
                /** @description The driver; by default that of the device. */
                readonly driverId?: string;
                /** @description The shipment whose position it is; by default the driver's own. */
                readonly shipmentId?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description The text of a key, for apps that can set nothing but an address. */
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": unknown;
                readonly "application/x-www-form-urlencoded": {
                    readonly [key: string]: string;
                };
            };
        };
        readonly responses: {
            /** @description Kafka holds the positions; the body is empty. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `missing_field`, `wrong_type`, `id_empty`, `id_too_long`, `id_control_character`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "missing_field" | "wrong_type" | "id_empty" | "id_too_long" | "id_control_character";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly reportByOverland: {
        readonly parameters: {
            readonly query?: {
                /** @description The device; a key that is bound to a device replaces it. */
                readonly id?: string;
                /** @description The driver; by default that of the device. */
                readonly driverId?: string;
                /** @description The shipment whose position it is; by default the driver's own. */
                readonly shipmentId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": unknown;
            };
        };
        readonly responses: {
            /** @description Kafka holds the positions. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @constant */
                        readonly result?: "ok";
                    };
                };
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `missing_field`, `wrong_type`, `id_empty`, `id_too_long`, `id_control_character`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "missing_field" | "wrong_type" | "id_empty" | "id_too_long" | "id_control_character";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly reportByOverlandWithKey: {
        readonly parameters: {
            readonly query?: {
                /** @description The device; a key that is bound to a device replaces it. */
                readonly id?: string;
                /** @description The driver; by default that of the device. */
                readonly driverId?: string;
                /** @description The shipment whose position it is; by default the driver's own. */
                readonly shipmentId?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description The text of a key, for apps that can set nothing but an address. */
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": unknown;
            };
        };
        readonly responses: {
            /** @description Kafka holds the positions. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @constant */
                        readonly result?: "ok";
                    };
                };
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `missing_field`, `wrong_type`, `id_empty`, `id_too_long`, `id_control_character`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "missing_field" | "wrong_type" | "id_empty" | "id_too_long" | "id_control_character";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly reportByTraccar: {
        readonly parameters: {
            readonly query?: {
                /** @description The device; a key that is bound to a device replaces it. */
                readonly id?: string;
                /** @description The driver; by default that of the device. */
                readonly driverId?: string;
                /** @description The shipment whose position it is; by default the driver's own. */
                readonly shipmentId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": unknown;
            };
        };
        readonly responses: {
            /** @description Kafka holds the positions; the body is empty. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `missing_field`, `wrong_type`, `id_empty`, `id_too_long`, `id_control_character`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "missing_field" | "wrong_type" | "id_empty" | "id_too_long" | "id_control_character";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly reportByTraccarWithKey: {
        readonly parameters: {
            readonly query?: {
                /** @description The device; a key that is bound to a device replaces it. */
                readonly id?: string;
                /** @description The driver; by default that of the device. */
                readonly driverId?: string;
                /** @description The shipment whose position it is; by default the driver's own. */
                readonly shipmentId?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description The text of a key, for apps that can set nothing but an address. */
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": unknown;
            };
        };
        readonly responses: {
            /** @description Kafka holds the positions; the body is empty. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `missing_field`, `wrong_type`, `id_empty`, `id_too_long`, `id_control_character`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "missing_field" | "wrong_type" | "id_empty" | "id_too_long" | "id_control_character";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly reportByOsmandAtRoot: {
        readonly parameters: {
            readonly query?: {
                /** @description The device; a key that is bound to a device replaces it. */
                readonly id?: string;
                /** @description The driver; by default that of the device. */
                readonly driverId?: string;
                /** @description The shipment whose position it is; by default the driver's own. */
                readonly shipmentId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": unknown;
                readonly "application/x-www-form-urlencoded": {
                    readonly [key: string]: string;
                };
            };
        };
        readonly responses: {
            /** @description Kafka holds the positions; the body is empty. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `missing_field`, `wrong_type`, `id_empty`, `id_too_long`, `id_control_character`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "missing_field" | "wrong_type" | "id_empty" | "id_too_long" | "id_control_character";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly reportByOwnTracksAtPub: {
        readonly parameters: {
            readonly query?: {
                /** @description The user; with `d` it names the device `u/d`. */
                readonly u?: string;
                /** @description The device of the user. */
                readonly d?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": unknown;
            };
        };
        readonly responses: {
            /** @description Kafka holds the position; a command may ask the phone to report now. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly Record<string, never>[];
                };
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `missing_field`, `wrong_type`, `id_empty`, `id_too_long`, `id_control_character`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "missing_field" | "wrong_type" | "id_empty" | "id_too_long" | "id_control_character";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly streamChanges: {
        readonly parameters: {
            readonly query?: {
                /** @description Only this shipment; may be given many times. */
                readonly shipmentId?: readonly string[];
                /** @description Only rows that name this driver; may be given many times. */
                readonly driverId?: readonly string[];
                /** @description Only positions in west,south,east,north (degrees); west > east crosses the antimeridian. */
                readonly bbox?: string;
                /** @description Only rows of this fleet. A key that is bound to a fleet reads no other. */
                readonly fleet?: string;
                /** @description Only rows of shipments, or drivers' own rows. */
                readonly kind?: "shipment" | "driver";
                /** @description Continue after this place: `id` of an event, or `cursor` of a table view. */
                readonly cursor?: string;
                /** @description The cursor as polyfills of EventSource send it, also spelled `last-event-id`, `last_event_id` and `evs_last_event_id`; wins over `cursor`. Of several the last counts. */
                readonly lastEventId?: readonly string[];
            };
            readonly header?: {
                /** @description The cursor as browsers send it; wins over the parameters. */
                readonly "Last-Event-ID"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Events until either side ends it. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `too_many_connections`, `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_many_connections" | "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly listShipments: {
        readonly parameters: {
            readonly query?: {
                /** @description Only this shipment; may be given many times. */
                readonly shipmentId?: readonly string[];
                /** @description Only rows that name this driver; may be given many times. */
                readonly driverId?: readonly string[];
                /** @description Only positions in west,south,east,north (degrees); west > east crosses the antimeridian. */
                readonly bbox?: string;
                /** @description Only rows of this fleet. A key that is bound to a fleet reads no other. */
                readonly fleet?: string;
                /** @description Nearest first around lat,lon (degrees), by great-circle distance; equally near ones by id. Has no pages. */
                readonly near?: string;
                /** @description Only positions at most this many metres from `near`. */
                readonly radius?: number;
                /** @description Only rows received at or after this time, Unix seconds. */
                readonly updatedSince?: number;
                /** @description Only positions at most this many seconds old. */
                readonly maxAge?: number;
                /** @description Begin after this id: `next` of the page before. */
                readonly after?: string;
                /** @description Most rows of this answer. Without it JSON gives 1000, every other form all; nearest first, every form gives 1000. */
                readonly limit?: number;
                /** @description Form of the answer; wins over the Accept header. */
                readonly format?: "json" | "geojson" | "csv" | "ndjson";
                /** @description Adds `place` to each row: where it lies, in words, with distances in these units. Takes about 0.2 ms a row. */
                readonly place?: "km" | "mi";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Rows in order of shipment id, or nearest first. */
            readonly 200: {
                headers: {
                    /** @description Opens /api/stream without a gap. */
                    readonly "X-Tracker-Cursor"?: string;
                    /** @description When the view last heard from Kafka, Unix seconds. */
                    readonly "X-Tracker-As-Of"?: string;
                    /** @description true when that is too long ago. */
                    readonly "X-Tracker-Stale"?: string;
                    /** @description false where more rows match than this answer holds; else absent. */
                    readonly "X-Tracker-Complete"?: string;
                    /** @description What to send as `after` for the next page, percent-encoded. */
                    readonly "X-Tracker-Next"?: string;
                    /** @description The next page, rel="next". */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ShipmentPage"];
                    readonly "application/geo+json": components["schemas"]["FeatureCollection"];
                    readonly "text/csv": string;
                    readonly "application/x-ndjson": string;
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly showShipment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The shipment; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Its row. */
            readonly 200: {
                headers: {
                    /** @description Opens /api/stream without a gap. */
                    readonly "X-Tracker-Cursor"?: string;
                    /** @description When the view last heard from Kafka, Unix seconds. */
                    readonly "X-Tracker-As-Of"?: string;
                    /** @description true when that is too long ago. */
                    readonly "X-Tracker-Stale"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RowWithAge"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Not Found: `unknown_shipment`. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unknown_shipment";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly listDrivers: {
        readonly parameters: {
            readonly query?: {
                /** @description Only rows of this fleet. A key that is bound to a fleet reads no other. */
                readonly fleet?: string;
                /** @description Begin after this id: `next` of the page before. */
                readonly after?: string;
                /** @description Most rows of this answer. Without it JSON gives 1000, every other form all; nearest first, every form gives 1000. */
                readonly limit?: number;
                /** @description Adds `place` to each row: where it lies, in words, with distances in these units. Takes about 0.2 ms a row. */
                readonly place?: "km" | "mi";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Drivers in order of their id. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DriverPage"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly listShipmentsOfDriver: {
        readonly parameters: {
            readonly query?: {
                /** @description Only rows of this fleet. A key that is bound to a fleet reads no other. */
                readonly fleet?: string;
                /** @description Only rows received at or after this time, Unix seconds. */
                readonly updatedSince?: number;
                /** @description Only positions at most this many seconds old. */
                readonly maxAge?: number;
                /** @description Begin after this id: `next` of the page before. */
                readonly after?: string;
                /** @description Most rows of this answer. Without it JSON gives 1000, every other form all; nearest first, every form gives 1000. */
                readonly limit?: number;
                /** @description Form of the answer; wins over the Accept header. */
                readonly format?: "json" | "geojson" | "csv" | "ndjson";
                /** @description Adds `place` to each row: where it lies, in words, with distances in these units. Takes about 0.2 ms a row. */
                readonly place?: "km" | "mi";
            };
            readonly header?: never;
            readonly path: {
                /** @description The driver; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Rows in order of shipment id, or nearest first. */
            readonly 200: {
                headers: {
                    /** @description Opens /api/stream without a gap. */
                    readonly "X-Tracker-Cursor"?: string;
                    /** @description When the view last heard from Kafka, Unix seconds. */
                    readonly "X-Tracker-As-Of"?: string;
                    /** @description true when that is too long ago. */
                    readonly "X-Tracker-Stale"?: string;
                    /** @description false where more rows match than this answer holds; else absent. */
                    readonly "X-Tracker-Complete"?: string;
                    /** @description What to send as `after` for the next page, percent-encoded. */
                    readonly "X-Tracker-Next"?: string;
                    /** @description The next page, rel="next". */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DriverShipments"];
                    readonly "application/geo+json": components["schemas"]["FeatureCollection"];
                    readonly "text/csv": string;
                    readonly "application/x-ndjson": string;
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Not Found: `unknown_driver`. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unknown_driver";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly putDriver: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that the record must have. */
                readonly "If-Match"?: string;
                /** @description *: there must be no record yet. */
                readonly "If-None-Match"?: string;
            };
            readonly path: {
                /** @description The driver; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["DriverChange"];
            };
        };
        readonly responses: {
            /** @description What is registered. */
            readonly 200: {
                headers: {
                    /** @description Of what is registered; absent where nothing is. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DriverProfile"];
                };
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Precondition Failed: `version_mismatch`. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "version_mismatch";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_media_type`, `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_media_type" | "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_driver`, `bad_filter`, `bad_header`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_driver" | "bad_filter" | "bad_header";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly deleteDriver: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that the record must have. */
                readonly "If-Match"?: string;
            };
            readonly path: {
                /** @description The driver; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is removed. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Not Found: `unknown_driver`. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unknown_driver";
                    };
                };
            };
            /** @description Precondition Failed: `version_mismatch`. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "version_mismatch";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_driver`, `bad_filter`, `bad_header`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_driver" | "bad_filter" | "bad_header";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly listDevices: {
        readonly parameters: {
            readonly query?: {
                /** @description Words that the id, the name, the driver or the driver's name contain, all of them. */
                readonly q?: string;
                /** @description Only devices of this driver. */
                readonly driverId?: readonly string[];
                /** @description Only devices with a driver, or without one. */
                readonly bound?: "true" | "false";
                /** @description Begin after this id: `next` of the page before. */
                readonly after?: string;
                /** @description Most devices of this answer; without it 1000. */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Devices in order of their id. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DevicePage"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly showDevice: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The device; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The device. */
            readonly 200: {
                headers: {
                    /** @description Of what is registered; absent where nothing is. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Device"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Not Found: `unknown_device`. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unknown_device";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly putDevice: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that the record must have. */
                readonly "If-Match"?: string;
                /** @description *: there must be no record yet. */
                readonly "If-None-Match"?: string;
            };
            readonly path: {
                /** @description The device; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["DeviceChange"];
            };
        };
        readonly responses: {
            /** @description The device. */
            readonly 200: {
                headers: {
                    /** @description Of what is registered; absent where nothing is. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Device"];
                };
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Not Found: `unknown_device`. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unknown_device";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Conflict: `binding_in_past`. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "binding_in_past";
                    };
                };
            };
            /** @description Precondition Failed: `version_mismatch`. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "version_mismatch";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_media_type`, `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_media_type" | "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_device`, `bad_filter`, `bad_header`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_device" | "bad_filter" | "bad_header";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly deleteDevice: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The ETag that the record must have. */
                readonly "If-Match"?: string;
            };
            readonly path: {
                /** @description The device; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is removed. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Not Found: `unknown_device`. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unknown_device";
                    };
                };
            };
            /** @description Precondition Failed: `version_mismatch`. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "version_mismatch";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_header`, `bad_device`, `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_header" | "bad_device" | "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly requestReport: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The device; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The device. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Device"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Not Found: `unknown_device`. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unknown_device";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_device`, `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_device" | "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly listDeliveries: {
        readonly parameters: {
            readonly query?: {
                /** @description Only this delivery; may be given many times. */
                readonly shipmentId?: readonly string[];
                /** @description Only deliveries of this driver; may be given many times. */
                readonly driverId?: readonly string[];
                /** @description Only this status; may be given many times. */
                readonly status?: readonly ("created" | "in_transit" | "out_for_delivery" | "delivered" | "attempt_failed" | "ready_for_pickup" | "returning" | "returned" | "cancelled")[];
                /** @description Only with this alert open; may be given many times. */
                readonly alert?: readonly ("late_departure" | "at_risk" | "late" | "silent" | "stationary" | "long_dwell" | "stop_missed" | "wrong_place" | "attempt_failed" | "battery_low")[];
                /** @description Only this risk; may be given many times. */
                readonly risk?: readonly ("none" | "at_risk" | "late")[];
                /** @description Only destinations in west,south,east,north (degrees); west > east crosses the antimeridian. */
                readonly bbox?: string;
                /** @description Only rows of this fleet. A key that is bound to a fleet reads no other. */
                readonly fleet?: string;
                /** @description Only deliveries whose shipment id, reference, recipient's name or address contain all of these words. */
                readonly q?: string;
                /** @description Only windows that end at or after this time, Unix seconds or ISO 8601 with offset. */
                readonly from?: number | string;
                /** @description Only windows that begin at or before this time. */
                readonly to?: number | string;
                /** @description Begin after this id: `next` of the page before. */
                readonly after?: string;
                /** @description Most rows of this answer. Without it JSON gives 1000, every other form all; nearest first, every form gives 1000. */
                readonly limit?: number;
                /** @description Form of the answer; wins over the Accept header. */
                readonly format?: "json" | "geojson" | "csv" | "ndjson";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Deliveries in order of shipment id. */
            readonly 200: {
                headers: {
                    /** @description Opens /api/stream without a gap. */
                    readonly "X-Tracker-Cursor"?: string;
                    /** @description When the view last heard from Kafka, Unix seconds. */
                    readonly "X-Tracker-As-Of"?: string;
                    /** @description true when that is too long ago. */
                    readonly "X-Tracker-Stale"?: string;
                    /** @description false where more rows match than this answer holds; else absent. */
                    readonly "X-Tracker-Complete"?: string;
                    /** @description What to send as `after` for the next page, percent-encoded. */
                    readonly "X-Tracker-Next"?: string;
                    /** @description The next page, rel="next". */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeliveryPage"];
                    readonly "application/geo+json": components["schemas"]["FeatureCollection"];
                    readonly "text/csv": string;
                    readonly "application/x-ndjson": string;
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly postDeliveries: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Repeats of a request with the same key and content are one command. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": readonly components["schemas"]["DeliveryItem"][];
                readonly "application/x-ndjson": string;
                readonly "text/csv": string;
            };
        };
        readonly responses: {
            /** @description What became of each item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CommandResults"];
                };
            };
            /** @description The same; the decisions on some are missing. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CommandResults"];
                };
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `not_utf8`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "not_utf8" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_media_type`, `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_media_type" | "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `wrong_type`, `bad_delivery`, `bad_header`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "wrong_type" | "bad_delivery" | "bad_header";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly showDelivery: {
        readonly parameters: {
            readonly query?: {
                /** @description Waits up to 2 s until the row has this revision; then the row as it is. */
                readonly revision?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description The shipment; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The delivery, and where it is. */
            readonly 200: {
                headers: {
                    /** @description Opens /api/stream without a gap. */
                    readonly "X-Tracker-Cursor"?: string;
                    /** @description When the view last heard from Kafka, Unix seconds. */
                    readonly "X-Tracker-As-Of"?: string;
                    /** @description true when that is too long ago. */
                    readonly "X-Tracker-Stale"?: string;
                    /** @description The `planRevision`, for If-Match. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeliveryWithPosition"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Not Found: `unknown_delivery`. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unknown_delivery";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly putDelivery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Repeats of a request with the same key and content are one command. */
                readonly "Idempotency-Key"?: string;
                /** @description The ETag that the delivery must have. */
                readonly "If-Match"?: string;
                /** @description *: there must be no delivery yet. */
                readonly "If-None-Match"?: string;
            };
            readonly path: {
                /** @description The shipment; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["DeliveryPlan"];
            };
        };
        readonly responses: {
            /** @description The delivery, and where it is. */
            readonly 200: {
                headers: {
                    /** @description Opens /api/stream without a gap. */
                    readonly "X-Tracker-Cursor"?: string;
                    /** @description When the view last heard from Kafka, Unix seconds. */
                    readonly "X-Tracker-As-Of"?: string;
                    /** @description true when that is too long ago. */
                    readonly "X-Tracker-Stale"?: string;
                    /** @description The `planRevision`, for If-Match. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeliveryWithPosition"];
                };
            };
            /** @description Kafka holds the command, and its decision has not arrived within 5 s. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PendingCommand"];
                };
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Conflict: `illegal_transition`, `out_for_delivery`, `invalid_command`. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "illegal_transition" | "out_for_delivery" | "invalid_command";
                    };
                };
            };
            /** @description Precondition Failed: `version_mismatch`. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "version_mismatch";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_media_type`, `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_media_type" | "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_delivery`, `bad_header`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_delivery" | "bad_header";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly deleteDelivery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Repeats of a request with the same key and content are one command. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description The shipment; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Kafka holds the command, and its decision has not arrived within 5 s. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PendingCommand"];
                };
            };
            /** @description It is withdrawn. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Not Found: `unknown_delivery`. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unknown_delivery";
                    };
                };
            };
            /** @description Conflict: `invalid_command`. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "invalid_command";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_delivery`, `bad_header`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_delivery" | "bad_header";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly patchDelivery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Repeats of a request with the same key and content are one command. */
                readonly "Idempotency-Key"?: string;
                /** @description The ETag that the delivery must have. */
                readonly "If-Match"?: string;
            };
            readonly path: {
                /** @description The shipment; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["DeliveryChange"];
            };
        };
        readonly responses: {
            /** @description The delivery, and where it is. */
            readonly 200: {
                headers: {
                    /** @description Opens /api/stream without a gap. */
                    readonly "X-Tracker-Cursor"?: string;
                    /** @description When the view last heard from Kafka, Unix seconds. */
                    readonly "X-Tracker-As-Of"?: string;
                    /** @description true when that is too long ago. */
                    readonly "X-Tracker-Stale"?: string;
                    /** @description The `planRevision`, for If-Match. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeliveryWithPosition"];
                };
            };
            /** @description Kafka holds the command, and its decision has not arrived within 5 s. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PendingCommand"];
                };
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Not Found: `unknown_delivery`. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unknown_delivery";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Conflict: `illegal_transition`, `out_for_delivery`, `invalid_command`. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "illegal_transition" | "out_for_delivery" | "invalid_command";
                    };
                };
            };
            /** @description Precondition Failed: `version_mismatch`. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "version_mismatch";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_media_type`, `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_media_type" | "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_delivery`, `bad_header`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_delivery" | "bad_header";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly showEtaQuality: {
        readonly parameters: {
            readonly query?: {
                /** @description Only rows of this fleet. A key that is bound to a fleet reads no other. */
                readonly fleet?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description By stops before, and by foretold rest. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EtaQuality"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly streamDeliveries: {
        readonly parameters: {
            readonly query?: {
                /** @description Only this delivery; may be given many times. */
                readonly shipmentId?: readonly string[];
                /** @description Only deliveries of this driver; may be given many times. */
                readonly driverId?: readonly string[];
                /** @description Only this status; may be given many times. */
                readonly status?: readonly ("created" | "in_transit" | "out_for_delivery" | "delivered" | "attempt_failed" | "ready_for_pickup" | "returning" | "returned" | "cancelled")[];
                /** @description Only with this alert open; may be given many times. */
                readonly alert?: readonly ("late_departure" | "at_risk" | "late" | "silent" | "stationary" | "long_dwell" | "stop_missed" | "wrong_place" | "attempt_failed" | "battery_low")[];
                /** @description Only this risk; may be given many times. */
                readonly risk?: readonly ("none" | "at_risk" | "late")[];
                /** @description Only destinations in west,south,east,north (degrees); west > east crosses the antimeridian. */
                readonly bbox?: string;
                /** @description Only rows of this fleet. A key that is bound to a fleet reads no other. */
                readonly fleet?: string;
                /** @description Continue after this place: `id` of an event, or `cursor` of a table view. */
                readonly cursor?: string;
                /** @description The cursor as polyfills of EventSource send it, also spelled `last-event-id`, `last_event_id` and `evs_last_event_id`; wins over `cursor`. Of several the last counts. */
                readonly lastEventId?: readonly string[];
            };
            readonly header?: {
                /** @description The cursor as browsers send it; wins over the parameters. */
                readonly "Last-Event-ID"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Events until either side ends it. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `too_many_connections`, `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_many_connections" | "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly postStatuses: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Repeats of a request with the same key and content are one command. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": readonly components["schemas"]["StatusItem"][];
                readonly "application/x-ndjson": string;
            };
        };
        readonly responses: {
            /** @description What became of each item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CommandResults"];
                };
            };
            /** @description The same; the decisions on some are missing. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CommandResults"];
                };
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_media_type`, `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_media_type" | "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `wrong_type`, `bad_header`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "wrong_type" | "bad_header";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly postStatus: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Repeats of a request with the same key and content are one command. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description The shipment; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["StatusReport"];
            };
        };
        readonly responses: {
            /** @description The delivery, and where it is. */
            readonly 200: {
                headers: {
                    /** @description Opens /api/stream without a gap. */
                    readonly "X-Tracker-Cursor"?: string;
                    /** @description When the view last heard from Kafka, Unix seconds. */
                    readonly "X-Tracker-As-Of"?: string;
                    /** @description true when that is too long ago. */
                    readonly "X-Tracker-Stale"?: string;
                    /** @description The `planRevision`, for If-Match. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeliveryWithPosition"];
                };
            };
            /** @description Kafka holds the command, and its decision has not arrived within 5 s. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PendingCommand"];
                };
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Not Found: `unknown_delivery`. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unknown_delivery";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Conflict: `illegal_transition`, `not_assigned`, `time_in_future`, `too_old`, `invalid_command`. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "illegal_transition" | "not_assigned" | "time_in_future" | "too_old" | "invalid_command";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_media_type`, `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_media_type" | "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_delivery`, `bad_status`, `bad_header`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_delivery" | "bad_status" | "bad_header";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly showRoute: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The driver; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The stops. */
            readonly 200: {
                headers: {
                    /** @description Of the driver's open deliveries, their order and plans. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DriverRoute"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_route`, `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_route" | "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly putRoute: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Repeats of a request with the same key and content are one command. */
                readonly "Idempotency-Key"?: string;
                /** @description The ETag that the delivery must have. */
                readonly "If-Match"?: string;
            };
            readonly path: {
                /** @description The driver; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RoutePlan"];
            };
        };
        readonly responses: {
            /** @description What became of each item. */
            readonly 200: {
                headers: {
                    /** @description Of the driver's open deliveries, their order and plans. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CommandResults"];
                };
            };
            /** @description The same; the decisions on some are missing. */
            readonly 202: {
                headers: {
                    /** @description Of the driver's open deliveries, their order and plans. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CommandResults"];
                };
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Precondition Failed: `version_mismatch`. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "version_mismatch";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_media_type`, `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_media_type" | "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_route`, `bad_header`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_route" | "bad_header";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly listAlerts: {
        readonly parameters: {
            readonly query?: {
                /** @description Only this kind. */
                readonly alert?: readonly ("late_departure" | "at_risk" | "late" | "silent" | "stationary" | "long_dwell" | "stop_missed" | "wrong_place" | "attempt_failed" | "battery_low")[];
                /** @description Only alerts of this driver and of the driver's deliveries. */
                readonly driverId?: readonly string[];
                /** @description Only this delivery. */
                readonly shipmentId?: readonly string[];
                /** @description Only alerts of this fleet. */
                readonly fleet?: string;
                /** @description Only alerts in this state. */
                readonly state?: "open" | "acknowledged";
                /** @description `true`: also those that are snoozed. */
                readonly snoozed?: "true" | "false";
                /** @description Adds `place` to lines and alerts: where each is, in words, with distances in these units. */
                readonly place?: "km" | "mi";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The oldest line first; at most 1 000. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AlertPage"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly acknowledgeAlert: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Repeats of a request with the same key and content are one command. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description The alert. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The delivery, and where it is. */
            readonly 200: {
                headers: {
                    /** @description Opens /api/stream without a gap. */
                    readonly "X-Tracker-Cursor"?: string;
                    /** @description When the view last heard from Kafka, Unix seconds. */
                    readonly "X-Tracker-As-Of"?: string;
                    /** @description true when that is too long ago. */
                    readonly "X-Tracker-Stale"?: string;
                    /** @description The `planRevision`, for If-Match. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeliveryWithPosition"];
                };
            };
            /** @description Kafka holds the command, and its decision has not arrived within 5 s. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PendingCommand"];
                };
            };
            /** @description Done; the alert is a driver's. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Not Found: `unknown_alert`, `unknown_delivery`. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unknown_alert" | "unknown_delivery";
                    };
                };
            };
            /** @description Conflict: `illegal_transition`, `invalid_command`. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "illegal_transition" | "invalid_command";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_header`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_header";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly snoozeAlert: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Repeats of a request with the same key and content are one command. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description The alert. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Snooze"];
            };
        };
        readonly responses: {
            /** @description The delivery, and where it is. */
            readonly 200: {
                headers: {
                    /** @description Opens /api/stream without a gap. */
                    readonly "X-Tracker-Cursor"?: string;
                    /** @description When the view last heard from Kafka, Unix seconds. */
                    readonly "X-Tracker-As-Of"?: string;
                    /** @description true when that is too long ago. */
                    readonly "X-Tracker-Stale"?: string;
                    /** @description The `planRevision`, for If-Match. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeliveryWithPosition"];
                };
            };
            /** @description Kafka holds the command, and its decision has not arrived within 5 s. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PendingCommand"];
                };
            };
            /** @description Done; the alert is a driver's. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Not Found: `unknown_alert`, `unknown_delivery`. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unknown_alert" | "unknown_delivery";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Conflict: `illegal_transition`, `invalid_command`. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "illegal_transition" | "invalid_command";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_media_type`, `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_media_type" | "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_alert`, `bad_header`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_alert" | "bad_header";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly postPhoto: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Repeats of a request with the same key and content are one command. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description The shipment; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "image/jpeg": string;
                readonly "image/png": string;
                readonly "image/webp": string;
            };
        };
        readonly responses: {
            /** @description The photo is stored. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StoredProof"];
                };
            };
            /** @description Bad Request: `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Not Found: `unknown_delivery`. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unknown_delivery";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Conflict: `too_many_photos`, `not_assigned`. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_many_photos" | "not_assigned";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_media_type`, `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_media_type" | "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_photo`, `bad_header`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_photo" | "bad_header";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `photos_unavailable`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "photos_unavailable" | "overloaded";
                    };
                };
            };
        };
    };
    readonly showPhoto: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The shipment; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
                /** @description The `ref` of the photo. */
                readonly ref: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The photo. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "image/jpeg": string;
                    readonly "image/png": string;
                    readonly "image/webp": string;
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Not Found: `unknown_photo`, `unknown_delivery`. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unknown_photo" | "unknown_delivery";
                    };
                };
            };
            /** @description Conflict: `not_assigned`. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_assigned";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `photos_unavailable`, `overloaded`, `recovering`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "photos_unavailable" | "overloaded" | "recovering";
                    };
                };
            };
        };
    };
    readonly listEvents: {
        readonly parameters: {
            readonly query?: {
                /** @description Only events about this shipment; may be given many times. */
                readonly subject?: readonly string[];
                /** @description Only events of this type; may be given many times. */
                readonly type?: readonly ("delivery.created" | "delivery.updated" | "delivery.assigned" | "delivery.in_transit" | "delivery.out_for_delivery" | "delivery.approaching" | "delivery.arrived" | "delivery.departed" | "delivery.delivered" | "delivery.attempt_failed" | "delivery.ready_for_pickup" | "delivery.returning" | "delivery.returned" | "delivery.cancelled" | "delivery.corrected" | "delivery.withdrawn" | "alert.opened" | "alert.acknowledged" | "alert.resolved" | "command.refused")[];
                /** @description Only rows of this fleet. A key that is bound to a fleet reads no other. */
                readonly fleet?: string;
                /** @description Only events told at or after this time: Unix seconds or ISO 8601 with an offset. */
                readonly from?: string;
                /** @description Only events told before this time. */
                readonly to?: string;
                /** @description Begin after this place: `cursor` of an answer or id of the stream. */
                readonly after?: string;
                /** @description Most events of this answer; without it 1000. */
                readonly limit?: number;
                /** @description Wins over the Accept header. */
                readonly format?: "json" | "ndjson";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Events, each once. */
            readonly 200: {
                headers: {
                    /** @description The place after these events. */
                    readonly "X-Tracker-Cursor"?: string;
                    /** @description Every event told from this time on is held. */
                    readonly "X-Tracker-Complete-From"?: string;
                    /** @description `false` where more events match. */
                    readonly "X-Tracker-Complete"?: string;
                    /** @description The place where the next page begins, where more events match. */
                    readonly "X-Tracker-Next"?: string;
                    /** @description The next page, where more events match. */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EventPage"];
                    readonly "application/x-ndjson": string;
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly streamEvents: {
        readonly parameters: {
            readonly query?: {
                /** @description Only events about this shipment; may be given many times. */
                readonly subject?: readonly string[];
                /** @description Only events of this type; may be given many times. */
                readonly type?: readonly ("delivery.created" | "delivery.updated" | "delivery.assigned" | "delivery.in_transit" | "delivery.out_for_delivery" | "delivery.approaching" | "delivery.arrived" | "delivery.departed" | "delivery.delivered" | "delivery.attempt_failed" | "delivery.ready_for_pickup" | "delivery.returning" | "delivery.returned" | "delivery.cancelled" | "delivery.corrected" | "delivery.withdrawn" | "alert.opened" | "alert.acknowledged" | "alert.resolved" | "command.refused")[];
                /** @description Only rows of this fleet. A key that is bound to a fleet reads no other. */
                readonly fleet?: string;
                /** @description Continue after this place: `id` of an event, or `cursor` of a table view. */
                readonly cursor?: string;
                /** @description The cursor as polyfills of EventSource send it, also spelled `last-event-id`, `last_event_id` and `evs_last_event_id`; wins over `cursor`. Of several the last counts. */
                readonly lastEventId?: readonly string[];
            };
            readonly header?: {
                /** @description The cursor as browsers send it; wins over the parameters. */
                readonly "Last-Event-ID"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Events until either side ends it. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `too_many_connections`, `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_many_connections" | "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly namePlace: {
        readonly parameters: {
            readonly query?: {
                /** @description Latitude in degrees; required. */
                readonly lat?: number;
                /** @description Longitude in degrees; required. */
                readonly lon?: number;
                /** @description Units of the distance in the text. */
                readonly units?: "km" | "mi";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description In or how far from which town. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NamedPlace"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly namePlaces: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PointList"];
            };
        };
        readonly responses: {
            /** @description Their names, in the order of the points. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NamedPlaces"];
                };
            };
            /** @description Bad Request: `not_json`, `not_utf8`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "not_utf8" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_media_type`, `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_media_type" | "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly listTowns: {
        readonly parameters: {
            readonly query?: {
                /** @description Only towns in west,south,east,north (degrees); west > east crosses the antimeridian. */
                readonly bbox?: string;
                /** @description Only towns of at least this population. */
                readonly minPopulation?: number;
                /** @description Most towns of the answer. */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Towns, the largest first. */
            readonly 200: {
                headers: {
                    /** @description Of this answer. */
                    readonly ETag?: string;
                    /** @description A browser may keep it for a day. */
                    readonly "Cache-Control"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TownList"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly searchPlaces: {
        readonly parameters: {
            readonly query?: {
                /** @description Coordinates in any usual notation, a Plus Code, a link of a map, the beginning of a town's name, or an address; required. */
                readonly q?: string;
                /** @description Latitude of a place near which it is; helps short Plus Codes and equal names. */
                readonly lat?: number;
                /** @description Its longitude. */
                readonly lon?: number;
                /** @description Most results of the answer. */
                readonly limit?: number;
                /** @description false: do not ask the geocoder. Use it while somebody types: public geocoders forbid a search for each key. */
                readonly addresses?: boolean;
                /** @description inline: answer 200 and `problem` where the text is unclear or the geocoder fails. For a field that somebody types into: browsers report each error status on their console. */
                readonly problems?: "status" | "inline";
                /** @description Units of the distance in the text. */
                readonly units?: "km" | "mi";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What the text may mean, the likeliest first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PlaceHits"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_filter`, `unclear_place`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_filter" | "unclear_place";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `geocoder_unavailable`, `geocoder_busy`, `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "geocoder_unavailable" | "geocoder_busy" | "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly createCredential: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The device; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CredentialRequest"];
            };
        };
        readonly responses: {
            /** @description The credential and the setup. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NewCredential"];
                };
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Not Found: `unknown_device`. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unknown_device";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_media_type`, `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_media_type" | "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_credential`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_credential";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `kafka_unavailable`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "kafka_unavailable" | "overloaded";
                    };
                };
            };
        };
    };
    readonly revokeCredential: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The device; in the address percent-encoded, a slash as %2F. */
                readonly id: string;
                /** @description The id of the key. */
                readonly keyId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The revoked key. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["KeyInfo"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Not Found: `unknown_device`, `unknown_key`. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unknown_device" | "unknown_key";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `kafka_unavailable`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "kafka_unavailable" | "overloaded";
                    };
                };
            };
        };
    };
    readonly listKeys: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Keys in order of creation. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["KeyList"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly createKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["KeyRequest"];
            };
        };
        readonly responses: {
            /** @description The key. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NewKey"];
                };
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_media_type`, `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_media_type" | "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_key`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_key";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly revokeKey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The id of the key, as lists show it. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The revoked key. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["KeyInfo"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Not Found: `unknown_key`. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unknown_key";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `kafka_unavailable`, `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "kafka_unavailable" | "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly createToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The token. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly showSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The current session. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly signIn: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SignIn"];
            };
        };
        readonly responses: {
            /** @description The new session. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Bad Request: `not_json`, `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_json" | "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_media_type`, `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_media_type" | "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Unprocessable Entity: `bad_key`. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_key";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly signOut: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The browser deletes the cookie. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "overloaded";
                    };
                };
            };
        };
    };
    readonly showDemo: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The state of the demo. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Demo"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly startDemo: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": Record<string, never>;
            };
        };
        readonly responses: {
            /** @description The demo starts. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Demo"];
                };
            };
            /** @description Bad Request: `bad_encoding`, `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_encoding" | "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `demo_off`, `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "demo_off" | "forbidden";
                    };
                };
            };
            /** @description Request Timeout: `too_slow`. */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_slow";
                    };
                };
            };
            /** @description Conflict: `not_empty`. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "not_empty";
                    };
                };
            };
            /** @description Request Entity Too Large: `too_large`. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "too_large";
                    };
                };
            };
            /** @description Unsupported Media Type: `unsupported_media_type`, `unsupported_encoding`. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_media_type" | "unsupported_encoding";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly isLive: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Yes. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "overloaded";
                    };
                };
            };
        };
    };
    readonly isReady: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Yes. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description No; `reason` tells why. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    readonly showMetrics: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Prometheus text format. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
    readonly showOpenapi: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OpenAPI 3.1. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            /** @description Bad Request: `bad_http`. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "bad_http";
                    };
                };
            };
            /** @description Unauthorized: `unauthenticated`. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unauthenticated";
                    };
                };
            };
            /** @description Forbidden: `forbidden`. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "forbidden";
                    };
                };
            };
            /** @description Expectation Failed: `unsupported_expectation`. */
            readonly 417: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "unsupported_expectation";
                    };
                };
            };
            /** @description Too Many Requests: `rate_limited`. */
            readonly 429: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "rate_limited";
                    };
                };
            };
            /** @description Internal Server Error: `internal`. */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "internal";
                    };
                };
            };
            /** @description Service Unavailable: `recovering`, `overloaded`. */
            readonly 503: {
                headers: {
                    /** @description Seconds to wait before the next try. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        readonly code?: "recovering" | "overloaded";
                    };
                };
            };
        };
    };
}
