// Written by generate.ts from Asterisk's own API description: do not edit. `npx vitest run test/telephony/generate.test.ts -u` writes it anew.

/** Protocol specific additional parameter */
export type AdditionalParam = {
  /** Name of the parameter */
  readonly parameter_name: string;
  /** Value of the parameter */
  readonly parameter_value: string;
};

/** Details of a Stasis application */
export type Application = {
  /** Name of this application */
  readonly name: string;
  /** Id's for channels subscribed to. */
  readonly channel_ids: readonly (string)[];
  /** Id's for bridges subscribed to. */
  readonly bridge_ids: readonly (string)[];
  /** {tech}/{resource} for endpoints subscribed to. */
  readonly endpoint_ids: readonly (string)[];
  /** Names of the devices subscribed to. */
  readonly device_names: readonly (string)[];
  /** Event types sent to the application. */
  readonly events_allowed: readonly (Readonly<Record<string, unknown>>)[];
  /** Event types not sent to the application. */
  readonly events_disallowed: readonly (Readonly<Record<string, unknown>>)[];
};

/** Notification that trying to move a channel to another Stasis application failed. */
export type ApplicationMoveFailed = {
  readonly type: 'ApplicationMoveFailed';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  readonly channel: Channel;
  readonly destination: string;
  /** Arguments to the application */
  readonly args: readonly (string)[];
};

/** Notification that a Stasis app has been registered. */
export type ApplicationRegistered = {
  readonly type: 'ApplicationRegistered';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
};

/** Notification that another WebSocket has taken over for an application. An application may only be subscribed to by a single WebSocket at a time. If multiple WebSockets attempt to subscribe to the same application, the newer WebSocket wins, and the older one receives this event. */
export type ApplicationReplaced = {
  readonly type: 'ApplicationReplaced';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
};

/** Notification that a Stasis app has been unregistered. */
export type ApplicationUnregistered = {
  readonly type: 'ApplicationUnregistered';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
};

/** Asterisk system information */
export type AsteriskInfo = {
  /** Info about how Asterisk was built */
  readonly build?: BuildInfo;
  /** Info about the system running Asterisk */
  readonly system?: SystemInfo;
  /** Info about Asterisk configuration */
  readonly config?: ConfigInfo;
  /** Info about Asterisk status */
  readonly status?: StatusInfo;
};

/** Asterisk ping information */
export type AsteriskPing = {
  /** Asterisk id info */
  readonly asterisk_id: string;
  /** Always string value is pong */
  readonly ping: string;
  /** The timestamp string of request received time */
  readonly timestamp: string;
};

/** The merging of media from one or more channels. Everyone on the bridge receives the same audio. */
export type Bridge = {
  /** Unique identifier for this bridge */
  readonly id: string;
  /** Name of the current bridging technology */
  readonly technology: string;
  /** Type of bridge technology */
  readonly bridge_type: 'mixing' | 'holding';
  /** Bridging class */
  readonly bridge_class: string;
  /** Entity that created the bridge */
  readonly creator: string;
  /** Name the creator gave the bridge */
  readonly name: string;
  /** Ids of channels participating in this bridge */
  readonly channels: readonly (string)[];
  /** The video mode the bridge is using. One of 'none', 'talker', 'sfu', or 'single'. */
  readonly video_mode?: string;
  /** The ID of the channel that is the source of video in this bridge, if one exists. */
  readonly video_source_id?: string;
  /** Timestamp when bridge was created */
  readonly creationtime: string;
  /** Bridge variables */
  readonly bridgevars?: Readonly<Record<string, unknown>>;
};

/** Notification that an attended transfer has occurred. */
export type BridgeAttendedTransfer = {
  readonly type: 'BridgeAttendedTransfer';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** First leg of the transferer */
  readonly transferer_first_leg: Channel;
  /** Second leg of the transferer */
  readonly transferer_second_leg: Channel;
  /** The channel that is replacing transferer_first_leg in the swap */
  readonly replace_channel?: Channel;
  /** The channel that is being transferred */
  readonly transferee?: Channel;
  /** The channel that is being transferred to */
  readonly transfer_target?: Channel;
  /** The result of the transfer attempt */
  readonly result: string;
  /** Whether the transfer was externally initiated or not */
  readonly is_external: boolean;
  /** Bridge the transferer first leg is in */
  readonly transferer_first_leg_bridge?: Bridge;
  /** Bridge the transferer second leg is in */
  readonly transferer_second_leg_bridge?: Bridge;
  /** How the transfer was accomplished */
  readonly destination_type: string;
  /** Bridge that survived the merge result */
  readonly destination_bridge?: string;
  /** Application that has been transferred into */
  readonly destination_application?: string;
  /** First leg of a link transfer result */
  readonly destination_link_first_leg?: Channel;
  /** Second leg of a link transfer result */
  readonly destination_link_second_leg?: Channel;
  /** Transferer channel that survived the threeway result */
  readonly destination_threeway_channel?: Channel;
  /** Bridge that survived the threeway result */
  readonly destination_threeway_bridge?: Bridge;
};

/** Notification that a blind transfer has occurred. */
export type BridgeBlindTransfer = {
  readonly type: 'BridgeBlindTransfer';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** The channel performing the blind transfer */
  readonly channel: Channel;
  /** The channel that is replacing transferer when the transferee(s) can not be transferred directly */
  readonly replace_channel?: Channel;
  /** The channel that is being transferred */
  readonly transferee?: Channel;
  /** The extension transferred to */
  readonly exten: string;
  /** The context transferred to */
  readonly context: string;
  /** The result of the transfer attempt */
  readonly result: string;
  /** Whether the transfer was externally initiated or not */
  readonly is_external: boolean;
  /** The bridge being transferred */
  readonly bridge?: Bridge;
};

/** Notification that a bridge has been created. */
export type BridgeCreated = {
  readonly type: 'BridgeCreated';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  readonly bridge: Bridge;
};

/** Notification that a bridge has been destroyed. */
export type BridgeDestroyed = {
  readonly type: 'BridgeDestroyed';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  readonly bridge: Bridge;
};

/** Notification that one bridge has merged into another. */
export type BridgeMerged = {
  readonly type: 'BridgeMerged';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  readonly bridge: Bridge;
  readonly bridge_from: Bridge;
};

/** Notification that the source of video in a bridge has changed. */
export type BridgeVideoSourceChanged = {
  readonly type: 'BridgeVideoSourceChanged';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  readonly bridge: Bridge;
  readonly old_video_source_id?: string;
};

/** Info about how Asterisk was built */
export type BuildInfo = {
  /** OS Asterisk was built on. */
  readonly os: string;
  /** Kernel version Asterisk was built on. */
  readonly kernel: string;
  /** Compile time options, or empty string if default. */
  readonly options: string;
  /** Machine architecture (x86_64, i686, ppc, etc.) */
  readonly machine: string;
  /** Date and time when Asterisk was built. */
  readonly date: string;
  /** Username that build Asterisk */
  readonly user: string;
};

/** Notification that a channel is being broadcast to ARI applications for claiming. */
export type CallBroadcast = {
  readonly type: 'CallBroadcast';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** The channel being broadcast. */
  readonly channel: Channel;
  /** The caller ID number. */
  readonly caller?: string;
  /** The called number. */
  readonly called?: string;
};

/** Notification that a broadcast channel has been successfully claimed by an ARI application. */
export type CallClaimed = {
  readonly type: 'CallClaimed';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** The channel that was claimed. */
  readonly channel: Channel;
  /** The name of the ARI application that claimed the channel. */
  readonly winner_app: string;
};

/** Caller identification */
export type CallerID = {
  readonly name: string;
  readonly number: string;
};

/** A specific communication connection between Asterisk and an Endpoint. */
export type Channel = {
  /** Unique identifier of the channel. This is the same as the Uniqueid field in AMI. */
  readonly id: string;
  /** Protocol id from underlying channel driver (i.e. Call-ID for chan_pjsip; will be empty if not applicable or not implemented by driver). */
  readonly protocol_id: string;
  /** Name of the channel (i.e. SIP/foo-0000a7e3) */
  readonly name: string;
  readonly state: 'Down' | 'Rsrved' | 'OffHook' | 'Dialing' | 'Ring' | 'Ringing' | 'Up' | 'Busy' | 'Dialing Offhook' | 'Pre-ring' | 'Unknown';
  readonly caller: CallerID;
  readonly connected: CallerID;
  readonly accountcode: string;
  /** Current location in the dialplan */
  readonly dialplan: DialplanCEP;
  /** Timestamp when channel was created */
  readonly creationtime: string;
  /** The default spoken language */
  readonly language: string;
  /** Channel variables */
  readonly channelvars?: Readonly<Record<string, unknown>>;
  /** The Caller ID RDNIS */
  readonly caller_rdnis?: string;
  /** The Tenant ID for the channel */
  readonly tenantid?: string;
};

/** Channel changed Caller ID. */
export type ChannelCallerId = {
  readonly type: 'ChannelCallerId';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** The integer representation of the Caller Presentation value. */
  readonly caller_presentation: number;
  /** The text representation of the Caller Presentation value. */
  readonly caller_presentation_txt: string;
  /** The channel that changed Caller ID. */
  readonly channel: Channel;
};

/** Channel changed Connected Line. */
export type ChannelConnectedLine = {
  readonly type: 'ChannelConnectedLine';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** The channel whose connected line has changed. */
  readonly channel: Channel;
};

/** Notification that a channel has been created. */
export type ChannelCreated = {
  readonly type: 'ChannelCreated';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  readonly channel: Channel;
};

/** Notification that a channel has been destroyed. */
export type ChannelDestroyed = {
  readonly type: 'ChannelDestroyed';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** Integer representation of the cause of the hangup */
  readonly cause: number;
  /** Text representation of the cause of the hangup */
  readonly cause_txt: string;
  /** Integer representation of the technology-specific off-nominal cause of the hangup. */
  readonly tech_cause?: number;
  readonly channel: Channel;
};

/** Channel changed location in the dialplan. */
export type ChannelDialplan = {
  readonly type: 'ChannelDialplan';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** The channel that changed dialplan location. */
  readonly channel: Channel;
  /** The application about to be executed. */
  readonly dialplan_app: string;
  /** The data to be passed to the application. */
  readonly dialplan_app_data: string;
};

/** DTMF received on a channel. This event is sent when the DTMF ends. There is no notification about the start of DTMF */
export type ChannelDtmfReceived = {
  readonly type: 'ChannelDtmfReceived';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** DTMF digit received (0-9, A-E, # or *) */
  readonly digit: string;
  /** Number of milliseconds DTMF was received */
  readonly duration_ms: number;
  /** The channel on which DTMF was received */
  readonly channel: Channel;
};

/** Notification that a channel has entered a bridge. */
export type ChannelEnteredBridge = {
  readonly type: 'ChannelEnteredBridge';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  readonly bridge: Bridge;
  readonly channel?: Channel;
};

/** A hangup was requested on the channel. */
export type ChannelHangupRequest = {
  readonly type: 'ChannelHangupRequest';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** Integer representation of the cause of the hangup. */
  readonly cause?: number;
  /** Integer representation of the technology-specific off-nominal cause of the hangup. */
  readonly tech_cause?: number;
  /** Whether the hangup request was a soft hangup request. */
  readonly soft?: boolean;
  /** The channel on which the hangup was requested. */
  readonly channel: Channel;
};

/** A channel initiated a media hold. */
export type ChannelHold = {
  readonly type: 'ChannelHold';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** The channel that initiated the hold event. */
  readonly channel: Channel;
  /** The music on hold class that the initiator requested. */
  readonly musicclass?: string;
};

/** Notification that a channel has left a bridge. */
export type ChannelLeftBridge = {
  readonly type: 'ChannelLeftBridge';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  readonly bridge: Bridge;
  readonly channel: Channel;
};

/** Notification of a channel's state change. */
export type ChannelStateChange = {
  readonly type: 'ChannelStateChange';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  readonly channel: Channel;
};

/** Talking is no longer detected on the channel. */
export type ChannelTalkingFinished = {
  readonly type: 'ChannelTalkingFinished';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** The channel on which talking completed. */
  readonly channel: Channel;
  /** The length of time, in milliseconds, that talking was detected on the channel */
  readonly duration: number;
};

/** Talking was detected on the channel. */
export type ChannelTalkingStarted = {
  readonly type: 'ChannelTalkingStarted';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** The channel on which talking started. */
  readonly channel: Channel;
};

/** Tone was detected on the channel. */
export type ChannelToneDetected = {
  readonly type: 'ChannelToneDetected';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** The channel the tone was detected on. */
  readonly channel: Channel;
};

/** transfer on a channel. */
export type ChannelTransfer = {
  readonly type: 'ChannelTransfer';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** Transfer State */
  readonly state?: string;
  /** Refer-To information with optionally both affected channels */
  readonly refer_to: ReferTo;
  /** Referred-By SIP Header according rfc3892 */
  readonly referred_by: ReferredBy;
};

/** A channel initiated a media unhold. */
export type ChannelUnhold = {
  readonly type: 'ChannelUnhold';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** The channel that initiated the unhold event. */
  readonly channel: Channel;
};

/** User-generated event with additional user-defined fields in the object. */
export type ChannelUserevent = {
  readonly type: 'ChannelUserevent';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** The name of the user event. */
  readonly eventname: string;
  /** A channel that is signaled with the user event. */
  readonly channel?: Channel;
  /** A bridge that is signaled with the user event. */
  readonly bridge?: Bridge;
  /** A endpoint that is signaled with the user event. */
  readonly endpoint?: Endpoint;
  /** Custom Userevent data */
  readonly userevent: Readonly<Record<string, unknown>>;
};

/** Channel variable changed. */
export type ChannelVarset = {
  readonly type: 'ChannelVarset';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** The variable that changed. */
  readonly variable: string;
  /** The new value of the variable. */
  readonly value: string;
  /** The channel on which the variable was set. If missing, the variable is a global variable. */
  readonly channel?: Channel;
};

/** Info about Asterisk configuration */
export type ConfigInfo = {
  /** Asterisk system name. */
  readonly name: string;
  /** Default language for media playback. */
  readonly default_language: string;
  /** Maximum number of simultaneous channels. */
  readonly max_channels?: number;
  /** Maximum number of open file handles (files, sockets). */
  readonly max_open_files?: number;
  /** Maximum load avg on system. */
  readonly max_load?: number;
  /** Effective user/group id for running Asterisk. */
  readonly setid: SetId;
};

/** A key/value pair that makes up part of a configuration object. */
export type ConfigTuple = {
  /** A configuration object attribute. */
  readonly attribute: string;
  /** The value for the attribute. */
  readonly value: string;
};

/** Detailed information about a contact on an endpoint. */
export type ContactInfo = {
  /** The location of the contact. */
  readonly uri: string;
  /** The current status of the contact. */
  readonly contact_status: 'Unreachable' | 'Reachable' | 'Unknown' | 'NonQualified' | 'Removed';
  /** The Address of Record this contact belongs to. */
  readonly aor: string;
  /** Current round trip time, in microseconds, for the contact. */
  readonly roundtrip_usec?: string;
};

/** The state of a contact on an endpoint has changed. */
export type ContactStatusChange = {
  readonly type: 'ContactStatusChange';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  readonly endpoint: Endpoint;
  readonly contact_info: ContactInfo;
};

/** Represents the state of a device. */
export type DeviceState = {
  /** Name of the device. */
  readonly name: string;
  /** Device's state */
  readonly state: 'UNKNOWN' | 'NOT_INUSE' | 'INUSE' | 'BUSY' | 'INVALID' | 'UNAVAILABLE' | 'RINGING' | 'RINGINUSE' | 'ONHOLD';
};

/** Notification that a device state has changed. */
export type DeviceStateChanged = {
  readonly type: 'DeviceStateChanged';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** Device state object */
  readonly device_state: DeviceState;
};

/** Dialing state has changed. */
export type Dial = {
  readonly type: 'Dial';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** The calling channel. */
  readonly caller?: Channel;
  /** The dialed channel. */
  readonly peer: Channel;
  /** Forwarding target requested by the original dialed channel. */
  readonly forward?: string;
  /** Channel that the caller has been forwarded to. */
  readonly forwarded?: Channel;
  /** The dial string for calling the peer channel. */
  readonly dialstring?: string;
  /** Current status of the dialing attempt to the peer. */
  readonly dialstatus: string;
};

/** Dialed channel information. */
export type Dialed = Readonly<Record<string, unknown>>;

/** Dialplan location (context/extension/priority) */
export type DialplanCEP = {
  /** Context in the dialplan */
  readonly context: string;
  /** Extension in the dialplan */
  readonly exten: string;
  /** Priority in the dialplan */
  readonly priority: number;
  /** Name of current dialplan application */
  readonly app_name: string;
  /** Parameter of current dialplan application */
  readonly app_data: string;
};

/** An external device that may offer/accept calls to/from Asterisk. Unlike most resources, which have a single unique identifier, an endpoint is uniquely identified by the technology/resource pair. */
export type Endpoint = {
  /** Technology of the endpoint */
  readonly technology: string;
  /** Identifier of the endpoint, specific to the given technology. */
  readonly resource: string;
  /** Endpoint's state */
  readonly state?: 'unknown' | 'offline' | 'online';
  /** Id's of channels associated with this endpoint */
  readonly channel_ids: readonly (string)[];
};

/** Endpoint state changed. */
export type EndpointStateChange = {
  readonly type: 'EndpointStateChange';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  readonly endpoint: Endpoint;
};

/** Identifies the format and language of a sound file */
export type FormatLangPair = {
  readonly language: string;
  readonly format: string;
};

/** A recording that is in progress */
export type LiveRecording = {
  /** Base name for the recording */
  readonly name: string;
  /** Recording format (wav, gsm, etc.) */
  readonly format: string;
  /** URI for the channel or bridge being recorded */
  readonly target_uri: string;
  readonly state: 'queued' | 'recording' | 'paused' | 'done' | 'failed' | 'canceled';
  /** Duration in seconds of the recording */
  readonly duration?: number;
  /** Duration of talking, in seconds, detected in the recording. This is only available if the recording was initiated with a non-zero maxSilenceSeconds. */
  readonly talking_duration?: number;
  /** Duration of silence, in seconds, detected in the recording. This is only available if the recording was initiated with a non-zero maxSilenceSeconds. */
  readonly silence_duration?: number;
  /** Cause for recording failure if failed */
  readonly cause?: string;
};

/** Details of an Asterisk log channel */
export type LogChannel = {
  /** Types of logs for the log channel */
  readonly type: string;
  /** The log channel path */
  readonly channel: string;
  /** Whether or not a log type is enabled */
  readonly status: string;
  /** The various log levels */
  readonly configuration: string;
};

/** Represents the state of a mailbox. */
export type Mailbox = {
  /** Name of the mailbox. */
  readonly name: string;
  /** Count of old messages in the mailbox. */
  readonly old_messages: number;
  /** Count of new messages in the mailbox. */
  readonly new_messages: number;
};

/** Error event sent when required params are missing. */
export type MissingParams = {
  readonly type: 'MissingParams';
  /** A list of the missing parameters */
  readonly params: readonly (string)[];
};

/** Details of an Asterisk module */
export type Module = {
  /** The name of this module */
  readonly name: string;
  /** The description of this module */
  readonly description: string;
  /** The number of times this module is being used */
  readonly use_count: number;
  /** The running status of this module */
  readonly status: string;
  /** The support state of this module */
  readonly support_level: string;
};

/** Detailed information about a remote peer that communicates with Asterisk. */
export type Peer = {
  /** The current state of the peer. Note that the values of the status are dependent on the underlying peer technology. */
  readonly peer_status: string;
  /** An optional reason associated with the change in peer_status. */
  readonly cause?: string;
  /** The IP address of the peer. */
  readonly address?: string;
  /** The port of the peer. */
  readonly port?: string;
  /** The last known time the peer was contacted. */
  readonly time?: string;
};

/** The state of a peer associated with an endpoint has changed. */
export type PeerStatusChange = {
  readonly type: 'PeerStatusChange';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  readonly endpoint: Endpoint;
  readonly peer: Peer;
};

/** Object representing the playback of media to a channel */
export type Playback = {
  /** ID for this playback operation */
  readonly id: string;
  /** The URI for the media currently being played back. */
  readonly media_uri: string;
  /** If a list of URIs is being played, the next media URI to be played back. */
  readonly next_media_uri?: string;
  /** URI for the channel or bridge to play the media on */
  readonly target_uri: string;
  /** For media types that support multiple languages, the language requested for playback. */
  readonly language?: string;
  /** Current state of the playback operation. */
  readonly state: 'queued' | 'playing' | 'continuing' | 'done' | 'failed';
};

/** Event showing the continuation of a media playback operation from one media URI to the next in the list. */
export type PlaybackContinuing = {
  readonly type: 'PlaybackContinuing';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** Playback control object */
  readonly playback: Playback;
};

/** Event showing the completion of a media playback operation. */
export type PlaybackFinished = {
  readonly type: 'PlaybackFinished';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** Playback control object */
  readonly playback: Playback;
};

/** Event showing the start of a media playback operation. */
export type PlaybackStarted = {
  readonly type: 'PlaybackStarted';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** Playback control object */
  readonly playback: Playback;
};

/** REST over Websocket header */
export type RESTHeader = {
  /** Header name */
  readonly name: string;
  /** Header value */
  readonly value: string;
};

/** REST over Websocket Query String Parameter */
export type RESTQueryStringParameter = {
  /** Parameter name */
  readonly name: string;
  /** Parameter value */
  readonly value: string;
};

/** REST over Websocket Request. */
export type RESTRequest = {
  readonly type: 'RESTRequest';
  /** Opaque transaction id. Can be any valid string. Will be returned in any response to this request. */
  readonly transaction_id: string;
  /** Opaque request id. Can be any valid string. Will be returned in any response to this request. */
  readonly request_id: string;
  /** HTTP method (GET, PUT, POST, DELETE, etc.) */
  readonly method: string;
  /** Resource URI with optional query string parameters. */
  readonly uri: string;
  /** The Content-Type of the message body. */
  readonly content_type?: string;
  /** Request query string parameters. */
  readonly query_strings?: readonly (RESTQueryStringParameter)[];
  /** Request message body. Only content types application/json and application/x-www-form-urlencoded are supported. */
  readonly message_body?: string;
};

/** REST over Websocket Response. */
export type RESTResponse = {
  readonly type: 'RESTResponse';
  /** Opaque transaction id. Will be whatever was specified on the original request. */
  readonly transaction_id: string;
  /** Opaque request id. Will be whatever was specified on the original request. */
  readonly request_id: string;
  /** HTTP status code */
  readonly status_code: number;
  /** HTTP reason phrase */
  readonly reason_phrase: string;
  /** Original request resource URI */
  readonly uri: string;
  /** The Content-Type of the message body. */
  readonly content_type?: string;
  /** Response message body */
  readonly message_body?: string;
};

/** A statistics of a RTP. */
export type RTPstat = {
  /** Number of packets transmitted. */
  readonly txcount: number;
  /** Number of packets received. */
  readonly rxcount: number;
  /** Jitter on transmitted packets. */
  readonly txjitter?: number;
  /** Jitter on received packets. */
  readonly rxjitter?: number;
  /** Maximum jitter on remote side. */
  readonly remote_maxjitter?: number;
  /** Minimum jitter on remote side. */
  readonly remote_minjitter?: number;
  /** Average jitter on remote side. */
  readonly remote_normdevjitter?: number;
  /** Standard deviation jitter on remote side. */
  readonly remote_stdevjitter?: number;
  /** Maximum jitter on local side. */
  readonly local_maxjitter?: number;
  /** Minimum jitter on local side. */
  readonly local_minjitter?: number;
  /** Average jitter on local side. */
  readonly local_normdevjitter?: number;
  /** Standard deviation jitter on local side. */
  readonly local_stdevjitter?: number;
  /** Number of transmitted packets lost. */
  readonly txploss: number;
  /** Number of received packets lost. */
  readonly rxploss: number;
  /** Maximum number of packets lost on remote side. */
  readonly remote_maxrxploss?: number;
  /** Minimum number of packets lost on remote side. */
  readonly remote_minrxploss?: number;
  /** Average number of packets lost on remote side. */
  readonly remote_normdevrxploss?: number;
  /** Standard deviation packets lost on remote side. */
  readonly remote_stdevrxploss?: number;
  /** Maximum number of packets lost on local side. */
  readonly local_maxrxploss?: number;
  /** Minimum number of packets lost on local side. */
  readonly local_minrxploss?: number;
  /** Average number of packets lost on local side. */
  readonly local_normdevrxploss?: number;
  /** Standard deviation packets lost on local side. */
  readonly local_stdevrxploss?: number;
  /** Total round trip time. */
  readonly rtt?: number;
  /** Maximum round trip time. */
  readonly maxrtt?: number;
  /** Minimum round trip time. */
  readonly minrtt?: number;
  /** Average round trip time. */
  readonly normdevrtt?: number;
  /** Standard deviation round trip time. */
  readonly stdevrtt?: number;
  /** Our SSRC. */
  readonly local_ssrc: number;
  /** Their SSRC. */
  readonly remote_ssrc: number;
  /** Number of octets transmitted. */
  readonly txoctetcount: number;
  /** Number of octets received. */
  readonly rxoctetcount: number;
  /** The Asterisk channel's unique ID that owns this instance. */
  readonly channel_uniqueid: string;
};

/** Event showing failure of a recording operation. */
export type RecordingFailed = {
  readonly type: 'RecordingFailed';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** Recording control object */
  readonly recording: LiveRecording;
};

/** Event showing the completion of a recording operation. */
export type RecordingFinished = {
  readonly type: 'RecordingFinished';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** Recording control object */
  readonly recording: LiveRecording;
};

/** Event showing the start of a recording operation. */
export type RecordingStarted = {
  readonly type: 'RecordingStarted';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** Recording control object */
  readonly recording: LiveRecording;
};

/** transfer destination requested by transferee */
export type ReferTo = {
  readonly requested_destination: RequiredDestination;
  /** The Channel Object, that is to be replaced */
  readonly destination_channel?: Channel;
  /** Channel, connected to the to be replaced channel */
  readonly connected_channel?: Channel;
  /** Bridge connecting both destination channels */
  readonly bridge?: Bridge;
};

/** transfer destination requested by transferee */
export type ReferredBy = {
  /** The channel on which the refer was received */
  readonly source_channel: Channel;
  /** Channel, Connected to the channel, receiving the transfer request on. */
  readonly connected_channel?: Channel;
  /** Bridge connecting both Channels */
  readonly bridge?: Bridge;
};

/** Information about the requested destination */
export type RequiredDestination = {
  /** the requested protocol-id by the referee in case of SIP channel, this is a SIP Call ID, Mutually exclusive to destination */
  readonly protocol_id?: string;
  /** Destination User Part. Only for Blind transfer. Mutually exclusive to protocol_id */
  readonly destination?: string;
  /** List of additional protocol specific information */
  readonly additional_protocol_params?: readonly (AdditionalParam)[];
};

/** Effective user/group id */
export type SetId = {
  /** Effective user id. */
  readonly user: string;
  /** Effective group id. */
  readonly group: string;
};

/** A media file that may be played back. */
export type Sound = {
  /** Sound's identifier. */
  readonly id: string;
  /** Text description of the sound, usually the words spoken. */
  readonly text?: string;
  /** The formats and languages in which this sound is available. */
  readonly formats: readonly (FormatLangPair)[];
};

/** Notification that a channel has left a Stasis application. */
export type StasisEnd = {
  readonly type: 'StasisEnd';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  readonly channel: Channel;
};

/** Notification that a channel has entered a Stasis application. */
export type StasisStart = {
  readonly type: 'StasisStart';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  /** Arguments to the application */
  readonly args: readonly (string)[];
  readonly channel: Channel;
  readonly replace_channel?: Channel;
};

/** Info about Asterisk status */
export type StatusInfo = {
  /** Time when Asterisk was started. */
  readonly startup_time: string;
  /** Time when Asterisk was last reloaded. */
  readonly last_reload_time: string;
};

/** A past recording that may be played back. */
export type StoredRecording = {
  readonly name: string;
  readonly format: string;
};

/** Info about Asterisk */
export type SystemInfo = {
  /** Asterisk version. */
  readonly version: string;
  readonly entity_id: string;
};

/** A text message. */
export type TextMessage = {
  /** A technology specific URI specifying the source of the message. For pjsip technology, any SIP URI can be specified. For xmpp, the URI must correspond to the client connection being used to send the message. */
  readonly from: string;
  /** A technology specific URI specifying the destination of the message. Valid technologies include pjsip, and xmp. The destination of a message should be an endpoint. */
  readonly to: string;
  /** The text of the message. */
  readonly body: string;
  /** Technology specific key/value pairs (JSON object) associated with the message. */
  readonly variables?: Readonly<Record<string, unknown>>;
};

/** A text message was received from an endpoint. */
export type TextMessageReceived = {
  readonly type: 'TextMessageReceived';
  /** The unique ID for the Asterisk instance that raised this event. */
  readonly asterisk_id?: string;
  /** Name of the application receiving the event. */
  readonly application: string;
  /** Time at which this event was created. */
  readonly timestamp: string;
  readonly message: TextMessage;
  readonly endpoint?: Endpoint;
};

/** The value of a channel variable */
export type Variable = {
  /** The value of the variable requested */
  readonly value: string;
};

/** A dictionary of channel variables */
export type Variables = {
  /** A dictionary of channel variables */
  readonly variables: Readonly<Record<string, unknown>>;
};

/** Every event Asterisk describes. A newer Asterisk may send others: translate lets them pass. */
export type AriEvent =
  | DeviceStateChanged
  | PlaybackStarted
  | PlaybackContinuing
  | PlaybackFinished
  | RecordingStarted
  | RecordingFinished
  | RecordingFailed
  | ApplicationMoveFailed
  | ApplicationRegistered
  | ApplicationUnregistered
  | ApplicationReplaced
  | BridgeCreated
  | BridgeDestroyed
  | BridgeMerged
  | BridgeBlindTransfer
  | BridgeAttendedTransfer
  | BridgeVideoSourceChanged
  | ChannelCreated
  | ChannelDestroyed
  | ChannelEnteredBridge
  | ChannelLeftBridge
  | ChannelStateChange
  | ChannelDtmfReceived
  | ChannelDialplan
  | ChannelCallerId
  | ChannelUserevent
  | ChannelHangupRequest
  | ChannelVarset
  | ChannelToneDetected
  | ChannelTalkingStarted
  | ChannelTalkingFinished
  | ChannelHold
  | ChannelUnhold
  | ContactStatusChange
  | EndpointStateChange
  | Dial
  | StasisEnd
  | StasisStart
  | TextMessageReceived
  | ChannelConnectedLine
  | PeerStatusChange
  | ChannelTransfer
  | CallBroadcast
  | CallClaimed;

/** Every request ARI knows, by method and path. `parameters` are those of the path and of the query. */
export type AriOperations = {
  /** List all applications. */
  readonly 'GET /applications': {
    readonly parameters: Readonly<Record<never, never>>;
    readonly body: Readonly<Record<never, never>>;
    readonly answer: readonly (Application)[];
  };
  /** Get details of an application. */
  readonly 'GET /applications/{applicationName}': {
    readonly parameters: { readonly applicationName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Application;
  };
  /** Subscribe an application to a event source. */
  readonly 'POST /applications/{applicationName}/subscription': {
    readonly parameters: { readonly applicationName: string; readonly eventSource: readonly (string)[] };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Application;
  };
  /** Unsubscribe an application from an event source. */
  readonly 'DELETE /applications/{applicationName}/subscription': {
    readonly parameters: { readonly applicationName: string; readonly eventSource: readonly (string)[] };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Application;
  };
  /** Filter application events types. */
  readonly 'PUT /applications/{applicationName}/eventFilter': {
    readonly parameters: { readonly applicationName: string };
    readonly body: Readonly<Record<string, unknown>>;
    readonly answer: Application;
  };
  /** Retrieve a dynamic configuration object. */
  readonly 'GET /asterisk/config/dynamic/{configClass}/{objectType}/{id}': {
    readonly parameters: { readonly configClass: string; readonly objectType: string; readonly id: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: readonly (ConfigTuple)[];
  };
  /** Create or update a dynamic configuration object. */
  readonly 'PUT /asterisk/config/dynamic/{configClass}/{objectType}/{id}': {
    readonly parameters: { readonly configClass: string; readonly objectType: string; readonly id: string };
    readonly body: { readonly fields?: Readonly<Record<string, string>> };
    readonly answer: readonly (ConfigTuple)[];
  };
  /** Delete a dynamic configuration object. */
  readonly 'DELETE /asterisk/config/dynamic/{configClass}/{objectType}/{id}': {
    readonly parameters: { readonly configClass: string; readonly objectType: string; readonly id: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Gets Asterisk system information. */
  readonly 'GET /asterisk/info': {
    readonly parameters: { readonly only?: readonly ('build' | 'system' | 'config' | 'status')[] };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: AsteriskInfo;
  };
  /** Response pong message. */
  readonly 'GET /asterisk/ping': {
    readonly parameters: Readonly<Record<never, never>>;
    readonly body: Readonly<Record<never, never>>;
    readonly answer: AsteriskPing;
  };
  /** List Asterisk modules. */
  readonly 'GET /asterisk/modules': {
    readonly parameters: Readonly<Record<never, never>>;
    readonly body: Readonly<Record<never, never>>;
    readonly answer: readonly (Module)[];
  };
  /** Get Asterisk module information. */
  readonly 'GET /asterisk/modules/{moduleName}': {
    readonly parameters: { readonly moduleName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Module;
  };
  /** Load an Asterisk module. */
  readonly 'POST /asterisk/modules/{moduleName}': {
    readonly parameters: { readonly moduleName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Unload an Asterisk module. */
  readonly 'DELETE /asterisk/modules/{moduleName}': {
    readonly parameters: { readonly moduleName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Reload an Asterisk module. */
  readonly 'PUT /asterisk/modules/{moduleName}': {
    readonly parameters: { readonly moduleName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Gets Asterisk log channel information. */
  readonly 'GET /asterisk/logging': {
    readonly parameters: Readonly<Record<never, never>>;
    readonly body: Readonly<Record<never, never>>;
    readonly answer: readonly (LogChannel)[];
  };
  /** Adds a log channel. */
  readonly 'POST /asterisk/logging/{logChannelName}': {
    readonly parameters: { readonly logChannelName: string; readonly configuration: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Deletes a log channel. */
  readonly 'DELETE /asterisk/logging/{logChannelName}': {
    readonly parameters: { readonly logChannelName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Rotates a log channel. */
  readonly 'PUT /asterisk/logging/{logChannelName}/rotate': {
    readonly parameters: { readonly logChannelName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Get the value of a global variable. */
  readonly 'GET /asterisk/variable': {
    readonly parameters: { readonly variable: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Variable;
  };
  /** Set the value of a global variable. */
  readonly 'POST /asterisk/variable': {
    readonly parameters: { readonly variable: string; readonly value?: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** List all active bridges in Asterisk. */
  readonly 'GET /bridges': {
    readonly parameters: Readonly<Record<never, never>>;
    readonly body: Readonly<Record<never, never>>;
    readonly answer: readonly (Bridge)[];
  };
  /** Create a new bridge. */
  readonly 'POST /bridges': {
    readonly parameters: { readonly type?: string; readonly bridgeId?: string; readonly name?: string };
    readonly body: { readonly variables?: Readonly<Record<string, string>> };
    readonly answer: Bridge;
  };
  /** Create a new bridge. */
  readonly 'POST /bridges/{bridgeId}': {
    readonly parameters: { readonly type?: string; readonly bridgeId: string; readonly name?: string };
    readonly body: { readonly variables?: Readonly<Record<string, string>> };
    readonly answer: Bridge;
  };
  /** Get bridge details. */
  readonly 'GET /bridges/{bridgeId}': {
    readonly parameters: { readonly bridgeId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Bridge;
  };
  /** Shut down a bridge. */
  readonly 'DELETE /bridges/{bridgeId}': {
    readonly parameters: { readonly bridgeId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Get the value of a bridge variable or function. */
  readonly 'GET /bridges/{bridgeId}/variable': {
    readonly parameters: { readonly bridgeId: string; readonly variable: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Variable;
  };
  /** Set the value of a bridge variable or function. */
  readonly 'POST /bridges/{bridgeId}/variable': {
    readonly parameters: { readonly bridgeId: string; readonly variable: string; readonly value?: string; readonly report_events?: boolean };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Get the value of multiple bridge variables or functions. */
  readonly 'GET /bridges/{bridgeId}/variables': {
    readonly parameters: { readonly bridgeId: string; readonly variables: readonly (string)[] };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Variables;
  };
  /** Set the values of multiple bridge variables or functions. */
  readonly 'POST /bridges/{bridgeId}/variables': {
    readonly parameters: { readonly bridgeId: string };
    readonly body: { readonly variables: Readonly<Record<string, string>> };
    readonly answer: undefined;
  };
  /** Add a channel to a bridge. */
  readonly 'POST /bridges/{bridgeId}/addChannel': {
    readonly parameters: { readonly bridgeId: string; readonly channel: readonly (string)[]; readonly role?: string; readonly absorbDTMF?: boolean; readonly mute?: boolean; readonly inhibitConnectedLineUpdates?: boolean };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Remove a channel from a bridge. */
  readonly 'POST /bridges/{bridgeId}/removeChannel': {
    readonly parameters: { readonly bridgeId: string; readonly channel: readonly (string)[] };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Set a channel as the video source in a multi-party mixing bridge. This operation has no effect on bridges with two or fewer participants. */
  readonly 'POST /bridges/{bridgeId}/videoSource/{channelId}': {
    readonly parameters: { readonly bridgeId: string; readonly channelId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Removes any explicit video source in a multi-party mixing bridge. This operation has no effect on bridges with two or fewer participants. When no explicit video source is set, talk detection will be used to determine the active video stream. */
  readonly 'DELETE /bridges/{bridgeId}/videoSource': {
    readonly parameters: { readonly bridgeId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Play music on hold to a bridge or change the MOH class that is playing. */
  readonly 'POST /bridges/{bridgeId}/moh': {
    readonly parameters: { readonly bridgeId: string; readonly mohClass?: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Stop playing music on hold to a bridge. */
  readonly 'DELETE /bridges/{bridgeId}/moh': {
    readonly parameters: { readonly bridgeId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Start playback of media on a bridge. */
  readonly 'POST /bridges/{bridgeId}/play': {
    readonly parameters: { readonly bridgeId: string; readonly media: readonly (string)[]; readonly announcer_format?: string; readonly lang?: string; readonly offsetms?: number; readonly skipms?: number; readonly playbackId?: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Playback;
  };
  /** Start playback of media on a bridge. */
  readonly 'POST /bridges/{bridgeId}/play/{playbackId}': {
    readonly parameters: { readonly bridgeId: string; readonly playbackId: string; readonly media: readonly (string)[]; readonly announcer_format?: string; readonly lang?: string; readonly offsetms?: number; readonly skipms?: number };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Playback;
  };
  /** Start a recording. */
  readonly 'POST /bridges/{bridgeId}/record': {
    readonly parameters: { readonly bridgeId: string; readonly name: string; readonly format: string; readonly recorder_format?: string; readonly maxDurationSeconds?: number; readonly maxSilenceSeconds?: number; readonly ifExists?: 'fail' | 'overwrite' | 'append'; readonly beep?: boolean; readonly terminateOn?: 'none' | 'any' | '*' | '#' };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: LiveRecording;
  };
  /** List all active channels in Asterisk. */
  readonly 'GET /channels': {
    readonly parameters: Readonly<Record<never, never>>;
    readonly body: Readonly<Record<never, never>>;
    readonly answer: readonly (Channel)[];
  };
  /** Create a new channel (originate). */
  readonly 'POST /channels': {
    readonly parameters: { readonly endpoint: string; readonly extension?: string; readonly context?: string; readonly priority?: number; readonly label?: string; readonly app?: string; readonly appArgs?: string; readonly callerId?: string; readonly timeout?: number; readonly channelId?: string; readonly otherChannelId?: string; readonly originator?: string; readonly formats?: string };
    readonly body: { readonly variables?: Readonly<Record<string, string>> };
    readonly answer: Channel;
  };
  /** Create channel. */
  readonly 'POST /channels/create': {
    readonly parameters: { readonly endpoint: string; readonly app: string; readonly appArgs?: string; readonly channelId?: string; readonly otherChannelId?: string; readonly originator?: string; readonly formats?: string };
    readonly body: { readonly variables?: Readonly<Record<string, string>> };
    readonly answer: Channel;
  };
  /** Channel details. */
  readonly 'GET /channels/{channelId}': {
    readonly parameters: { readonly channelId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Channel;
  };
  /** Create a new channel (originate with id). */
  readonly 'POST /channels/{channelId}': {
    readonly parameters: { readonly channelId: string; readonly endpoint: string; readonly extension?: string; readonly context?: string; readonly priority?: number; readonly label?: string; readonly app?: string; readonly appArgs?: string; readonly callerId?: string; readonly timeout?: number; readonly otherChannelId?: string; readonly originator?: string; readonly formats?: string };
    readonly body: { readonly variables?: Readonly<Record<string, string>> };
    readonly answer: Channel;
  };
  /** Delete (i.e. hangup) a channel. */
  readonly 'DELETE /channels/{channelId}': {
    readonly parameters: { readonly channelId: string; readonly reason_code?: string; readonly reason?: 'normal' | 'busy' | 'congestion' | 'no_answer' | 'timeout' | 'rejected' | 'unallocated' | 'normal_unspecified' | 'number_incomplete' | 'codec_mismatch' | 'interworking' | 'failure' | 'answered_elsewhere' };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Exit application; continue execution in the dialplan. */
  readonly 'POST /channels/{channelId}/continue': {
    readonly parameters: { readonly channelId: string; readonly context?: string; readonly extension?: string; readonly priority?: number; readonly label?: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Move the channel from one Stasis application to another. */
  readonly 'POST /channels/{channelId}/move': {
    readonly parameters: { readonly channelId: string; readonly app: string; readonly appArgs?: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Redirect the channel to a different location. */
  readonly 'POST /channels/{channelId}/redirect': {
    readonly parameters: { readonly channelId: string; readonly endpoint: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Answer a channel. */
  readonly 'POST /channels/{channelId}/answer': {
    readonly parameters: { readonly channelId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Indicate ringing to a channel. */
  readonly 'POST /channels/{channelId}/ring': {
    readonly parameters: { readonly channelId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Stop ringing indication on a channel if locally generated. */
  readonly 'DELETE /channels/{channelId}/ring': {
    readonly parameters: { readonly channelId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Indicate progress on a channel. */
  readonly 'POST /channels/{channelId}/progress': {
    readonly parameters: { readonly channelId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Send provided DTMF to a given channel. */
  readonly 'POST /channels/{channelId}/dtmf': {
    readonly parameters: { readonly channelId: string; readonly dtmf?: string; readonly before?: number; readonly between?: number; readonly duration?: number; readonly after?: number };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Mute a channel. */
  readonly 'POST /channels/{channelId}/mute': {
    readonly parameters: { readonly channelId: string; readonly direction?: 'both' | 'in' | 'out' };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Unmute a channel. */
  readonly 'DELETE /channels/{channelId}/mute': {
    readonly parameters: { readonly channelId: string; readonly direction?: 'both' | 'in' | 'out' };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Hold a channel. */
  readonly 'POST /channels/{channelId}/hold': {
    readonly parameters: { readonly channelId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Remove a channel from hold. */
  readonly 'DELETE /channels/{channelId}/hold': {
    readonly parameters: { readonly channelId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Play music on hold to a channel. */
  readonly 'POST /channels/{channelId}/moh': {
    readonly parameters: { readonly channelId: string; readonly mohClass?: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Stop playing music on hold to a channel. */
  readonly 'DELETE /channels/{channelId}/moh': {
    readonly parameters: { readonly channelId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Play silence to a channel. */
  readonly 'POST /channels/{channelId}/silence': {
    readonly parameters: { readonly channelId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Stop playing silence to a channel. */
  readonly 'DELETE /channels/{channelId}/silence': {
    readonly parameters: { readonly channelId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Start playback of media. */
  readonly 'POST /channels/{channelId}/play': {
    readonly parameters: { readonly channelId: string; readonly media: readonly (string)[]; readonly lang?: string; readonly offsetms?: number; readonly skipms?: number; readonly playbackId?: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Playback;
  };
  /** Start playback of media and specify the playbackId. */
  readonly 'POST /channels/{channelId}/play/{playbackId}': {
    readonly parameters: { readonly channelId: string; readonly playbackId: string; readonly media: readonly (string)[]; readonly lang?: string; readonly offsetms?: number; readonly skipms?: number };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Playback;
  };
  /** Start a recording. */
  readonly 'POST /channels/{channelId}/record': {
    readonly parameters: { readonly channelId: string; readonly name: string; readonly format: string; readonly maxDurationSeconds?: number; readonly maxSilenceSeconds?: number; readonly ifExists?: 'fail' | 'overwrite' | 'append'; readonly beep?: boolean; readonly terminateOn?: 'none' | 'any' | '*' | '#' };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: LiveRecording;
  };
  /** Get the value of a channel variable or function. */
  readonly 'GET /channels/{channelId}/variable': {
    readonly parameters: { readonly channelId: string; readonly variable: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Variable;
  };
  /** Set the value of a channel variable or function. */
  readonly 'POST /channels/{channelId}/variable': {
    readonly parameters: { readonly channelId: string; readonly variable: string; readonly value?: string; readonly report_events?: boolean };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Get the value of multiple channel variables or functions. */
  readonly 'GET /channels/{channelId}/variables': {
    readonly parameters: { readonly channelId: string; readonly variables: readonly (string)[] };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Variables;
  };
  /** Set the values of multiple channel variables or functions. */
  readonly 'POST /channels/{channelId}/variables': {
    readonly parameters: { readonly channelId: string };
    readonly body: { readonly variables: Readonly<Record<string, string>> };
    readonly answer: undefined;
  };
  /** Start snooping. */
  readonly 'POST /channels/{channelId}/snoop': {
    readonly parameters: { readonly channelId: string; readonly spy?: 'none' | 'both' | 'out' | 'in'; readonly whisper?: 'none' | 'both' | 'out' | 'in'; readonly app: string; readonly appArgs?: string; readonly snoopId?: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Channel;
  };
  /** Start snooping. */
  readonly 'POST /channels/{channelId}/snoop/{snoopId}': {
    readonly parameters: { readonly channelId: string; readonly snoopId: string; readonly spy?: 'none' | 'both' | 'out' | 'in'; readonly whisper?: 'none' | 'both' | 'out' | 'in'; readonly app: string; readonly appArgs?: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Channel;
  };
  /** Dial a created channel. */
  readonly 'POST /channels/{channelId}/dial': {
    readonly parameters: { readonly channelId: string; readonly caller?: string; readonly timeout?: number };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** RTP stats on a channel. */
  readonly 'GET /channels/{channelId}/rtp_statistics': {
    readonly parameters: { readonly channelId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: RTPstat;
  };
  /** Start an External Media session. */
  readonly 'POST /channels/externalMedia': {
    readonly parameters: { readonly channelId?: string; readonly app: string; readonly external_host?: string; readonly encapsulation?: 'rtp' | 'audiosocket' | 'none'; readonly transport?: 'udp' | 'tcp' | 'websocket'; readonly connection_type?: 'client' | 'server'; readonly format: string; readonly direction?: 'both'; readonly data?: string; readonly transport_data?: string };
    readonly body: { readonly variables?: Readonly<Record<string, string>> };
    readonly answer: Channel;
  };
  /** Inform the channel about the progress of the attended/blind transfer. */
  readonly 'POST /channels/{channelId}/transfer_progress': {
    readonly parameters: { readonly channelId: string; readonly states: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** List all ARI controlled device states. */
  readonly 'GET /deviceStates': {
    readonly parameters: Readonly<Record<never, never>>;
    readonly body: Readonly<Record<never, never>>;
    readonly answer: readonly (DeviceState)[];
  };
  /** Retrieve the current state of a device. */
  readonly 'GET /deviceStates/{deviceName}': {
    readonly parameters: { readonly deviceName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: DeviceState;
  };
  /** Change the state of a device controlled by ARI. (Note - implicitly creates the device state). */
  readonly 'PUT /deviceStates/{deviceName}': {
    readonly parameters: { readonly deviceName: string; readonly deviceState: 'NOT_INUSE' | 'INUSE' | 'BUSY' | 'INVALID' | 'UNAVAILABLE' | 'RINGING' | 'RINGINUSE' | 'ONHOLD' };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Destroy a device-state controlled by ARI. */
  readonly 'DELETE /deviceStates/{deviceName}': {
    readonly parameters: { readonly deviceName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** List all endpoints. */
  readonly 'GET /endpoints': {
    readonly parameters: Readonly<Record<never, never>>;
    readonly body: Readonly<Record<never, never>>;
    readonly answer: readonly (Endpoint)[];
  };
  /** Send a message to some technology URI or endpoint. */
  readonly 'PUT /endpoints/sendMessage': {
    readonly parameters: { readonly to: string; readonly from: string; readonly body?: string };
    readonly body: { readonly variables?: Readonly<Record<string, string>> };
    readonly answer: undefined;
  };
  /** Refer an endpoint or technology URI to some technology URI or endpoint. */
  readonly 'POST /endpoints/refer': {
    readonly parameters: { readonly to: string; readonly from: string; readonly refer_to: string; readonly to_self?: boolean };
    readonly body: { readonly variables?: Readonly<Record<string, string>> };
    readonly answer: undefined;
  };
  /** List available endoints for a given endpoint technology. */
  readonly 'GET /endpoints/{tech}': {
    readonly parameters: { readonly tech?: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: readonly (Endpoint)[];
  };
  /** Details for an endpoint. */
  readonly 'GET /endpoints/{tech}/{resource}': {
    readonly parameters: { readonly tech?: string; readonly resource?: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Endpoint;
  };
  /** Send a message to some endpoint in a technology. */
  readonly 'PUT /endpoints/{tech}/{resource}/sendMessage': {
    readonly parameters: { readonly tech?: string; readonly resource?: string; readonly from: string; readonly body?: string };
    readonly body: { readonly variables?: Readonly<Record<string, string>> };
    readonly answer: undefined;
  };
  /** Refer an endpoint or technology URI to some technology URI or endpoint. */
  readonly 'POST /endpoints/{tech}/{resource}/refer': {
    readonly parameters: { readonly tech?: string; readonly resource?: string; readonly from: string; readonly refer_to: string; readonly to_self?: boolean };
    readonly body: { readonly variables?: Readonly<Record<string, string>> };
    readonly answer: undefined;
  };
  /** Generate a user event. */
  readonly 'POST /events/user/{eventName}': {
    readonly parameters: { readonly eventName: string; readonly application: string; readonly source?: readonly (string)[] };
    readonly body: { readonly variables?: Readonly<Record<string, string>> };
    readonly answer: undefined;
  };
  /** Claim a broadcast channel for this application. */
  readonly 'POST /events/claim': {
    readonly parameters: { readonly channelId: string; readonly application: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** List all mailboxes. */
  readonly 'GET /mailboxes': {
    readonly parameters: Readonly<Record<never, never>>;
    readonly body: Readonly<Record<never, never>>;
    readonly answer: readonly (Mailbox)[];
  };
  /** Retrieve the current state of a mailbox. */
  readonly 'GET /mailboxes/{mailboxName}': {
    readonly parameters: { readonly mailboxName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Mailbox;
  };
  /** Change the state of a mailbox. (Note - implicitly creates the mailbox). */
  readonly 'PUT /mailboxes/{mailboxName}': {
    readonly parameters: { readonly mailboxName: string; readonly oldMessages: number; readonly newMessages: number };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Destroy a mailbox. */
  readonly 'DELETE /mailboxes/{mailboxName}': {
    readonly parameters: { readonly mailboxName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Get a playback's details. */
  readonly 'GET /playbacks/{playbackId}': {
    readonly parameters: { readonly playbackId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Playback;
  };
  /** Stop a playback. */
  readonly 'DELETE /playbacks/{playbackId}': {
    readonly parameters: { readonly playbackId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Control a playback. */
  readonly 'POST /playbacks/{playbackId}/control': {
    readonly parameters: { readonly playbackId: string; readonly operation: 'restart' | 'pause' | 'unpause' | 'reverse' | 'forward' };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** List recordings that are complete. */
  readonly 'GET /recordings/stored': {
    readonly parameters: Readonly<Record<never, never>>;
    readonly body: Readonly<Record<never, never>>;
    readonly answer: readonly (StoredRecording)[];
  };
  /** Get a stored recording's details. */
  readonly 'GET /recordings/stored/{recordingName}': {
    readonly parameters: { readonly recordingName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: StoredRecording;
  };
  /** Delete a stored recording. */
  readonly 'DELETE /recordings/stored/{recordingName}': {
    readonly parameters: { readonly recordingName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Get the file associated with the stored recording. */
  readonly 'GET /recordings/stored/{recordingName}/file': {
    readonly parameters: { readonly recordingName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: string;
  };
  /** Copy a stored recording. */
  readonly 'POST /recordings/stored/{recordingName}/copy': {
    readonly parameters: { readonly recordingName: string; readonly destinationRecordingName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: StoredRecording;
  };
  /** List live recordings. */
  readonly 'GET /recordings/live/{recordingName}': {
    readonly parameters: { readonly recordingName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: LiveRecording;
  };
  /** Stop a live recording and discard it. */
  readonly 'DELETE /recordings/live/{recordingName}': {
    readonly parameters: { readonly recordingName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Stop a live recording and store it. */
  readonly 'POST /recordings/live/{recordingName}/stop': {
    readonly parameters: { readonly recordingName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Pause a live recording. */
  readonly 'POST /recordings/live/{recordingName}/pause': {
    readonly parameters: { readonly recordingName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Unpause a live recording. */
  readonly 'DELETE /recordings/live/{recordingName}/pause': {
    readonly parameters: { readonly recordingName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Mute a live recording. */
  readonly 'POST /recordings/live/{recordingName}/mute': {
    readonly parameters: { readonly recordingName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** Unmute a live recording. */
  readonly 'DELETE /recordings/live/{recordingName}/mute': {
    readonly parameters: { readonly recordingName: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: undefined;
  };
  /** List all sounds. */
  readonly 'GET /sounds': {
    readonly parameters: { readonly lang?: string; readonly format?: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: readonly (Sound)[];
  };
  /** Get a sound's details. */
  readonly 'GET /sounds/{soundId}': {
    readonly parameters: { readonly soundId: string };
    readonly body: Readonly<Record<never, never>>;
    readonly answer: Sound;
  };
};
