/**
 * Written by scripts/rule-quality/lent.ts. Do not edit. Functions of Linux 6.12 and the index of an argument: memory behind
 * it is left to a caller that fails (`f:0`), to one whose call of it failed (`f:0!`), or the function is done with it when it
 * returns (`f:0*`). Its body says so, or at least 3 callers free the memory themselves, and hardly one does not.
 */
export const LENT_FUNCTIONS = `
.afu_cr_read16/4:3* .afu_cr_read32/4:3* .ao_calc_key_sk/6:1 .attach_hba/2:0* .attach_target/3:2*
.begin_operation/2:0* .build_hdr/2:0* .calc_ao_hash/7:4* .calculate_wm_and_dlg/5:2* .ce_rx_post_buf/3:1!
.change/2:0* .complete_target_discovered/3:2* .cpt_get_compcode/1:0* .create_flow_group/4:2*
.csk_alloc_cpls/1:0* .d_init/1:0! .daio_enable/2:1* .dev_init_resources/2:0* .dev_restart_async/3:1*
.disk2mem_dqblk/2:1* .doi_add/2:0! .dup/2:0* .ecc_enabled/1:0* .epp_write_data/4:1* .f_get_base_info/2:1*
.f_init_ctxt/1:0* .frob_hcmd/3:1* .from_msg_param/4:1* .fw_read/3:1* .get_accel_mask/1:0* .get_ae_mask/1:0*
.get_boot_acl/3:1* .get_cam_offset/2:1* .get_comp_state_full/1:0* .get_configuration/3:1*
.get_cu_occupancy/4:1* .get_cur_state/2:0* .get_data_path_id/2:1* .get_dcc_en_bits/2:1* .get_eeprom_data/3:1*
.get_hw_timing/2:1* .get_info/4:3* .get_irq_reg/3:0* .get_max_state/2:0* .get_max_state/2:1* .get_mr/8:3*
.get_msi_info/1:0* .get_per_queue_coalesce/3:2* .get_phy_tunable/3:2! .get_plca_cfg/2:1* .get_queue/3:2!
.get_result/3:1* .get_rss/4:1* .get_sku/1:0* .get_spread_spectrum_info/4:3* .get_stats/2:1* .get_tunable/3:2*
.get_uuid/4:1* .get_uuid/4:2* .get_uuid/4:3* .get_variable/5:4* .getgeo/2:1* .gpt_setup_tctl/1:0*
.handle_assoc_response/3:2* .handle_san_frame/3:2* .index_alloc/3:0* .init/1:0! .init_ddc_data/4:0*
.init_generic/4:0* .init_hardware/1:0* .init_hpd/4:0* .init_netns/2:1* .init_out_endpoint/1:0*
.init_request/2:0* .initialize/1:0* .is_id/2:0* .key_create/3:1* .kvdl_fwd_entry_add/3:1*
.load_data_master_write/5:4* .log_adapter/1:0* .mem2disk_dqblk/2:0* .mem_bar/1:0* .mirror_add/5:4*
.modify_header_alloc/5:4* .ndctl/6:3* .ndo_fcoe_get_hbainfo/2:1* .ndo_neigh_setup/2:1* .ndo_netpoll_setup/2:1*
.ndo_queue_stop/3:1* .nlattr_to_obj/3:0* .open/1:0! .packet_reformat_alloc/4:3* .parse_inplace/1:0*
.pipe_open/1:0* .policer_add/5:3* .policy_node_init/1:0 .poll_gp_state_full/1:0* .port_mirror_add/5:2*
.pprc_status/2:1* .pre_send/2:1* .prepare_layoutreturn/1:0* .prepare_layoutstats/1:0* .prepare_write/6:0*
.probe_chip/4:2* .probe_error/1:0* .put/2:1* .quota_read/5:2* .quota_write/5:2* .rate_node_del/3:0*
.rate_node_new/3:0* .rate_node_new/3:1* .rdma_alloc_tid/2:1* .rdma_register_tid/2:1! .read/4:3*
.read_buffer/4:3* .read_edid/3:1* .read_phycap/2:1* .read_serial/2:1* .read_wave_data/6:4*
.read_wave_sgprs/7:6* .read_wave_vgprs/8:7* .receive_cb/2:1* .recover_done/5:1* .region_associate/2:1*
.register_app/2:1! .release_pair/1:0* .release_proto/1:0* .request_pair/2:1! .ruleset_del/2:1*
.same_gp_state_full/2:0* .select_ops/2:1* .send_cpu_message/5:1* .set_boot_acl/3:1* .set_dfs_domain/2:0*
.set_engine_cores/4:1* .set_engines/4:1* .set_entry/6:0* .set_fid/3:0* .set_nvmd_req/2:1* .set_rss/4:1*
.setkey/3:1* .setup/1:0 .setup_vq/7:1* .skb_transmit/3:2* .src_mgr_commit_write/2:1* .src_mgr_dsb_src/2:0*
.supp_recv/4:3* .supp_send/4:3! .target_from_gate/3:2* .transcode/3:1* .txhdr_construct/2:1* .uni2char/3:1*
.upload_fw_pkt/4:1* .verify_crc_source/3:1* .vport_update/2:1* .write/3:1* .write_buffer/4:3* .write_info/3:1*
.write_reg_multiple/4:2* .xcode/2:1* .xfer_get_init/5:4* AG_LOCK_INIT:0* AP_QID_CARD:0* AP_QID_QUEUE:0*
CAPIMSG_CMD:0* CAPIMSG_DATALEN:0* CAPIMSG_LEN:0* CIFSPOSIXCreate:5* CIFSSMBQPathInfo:3* CIFSSMBSetFileInfo:2*
CIFSSMBUnixQPathInfo:3* HYPERVISOR_xen_version:1* IAGFREE_LOCK_INIT:0* INIT_HAL_MSG:0* INIT_HLIST_BL_NODE:0*
INIT_LIST_HEAD_RCU:0* INIT_SAS_WORK:0* IPS_HAS_ENH_SGLIST:0* KUNIT_ASSERT_NOT_ERR_OR_NULL:1*
KUNIT_EXPECT_KASAN_FAIL:1* LOG_LOCK:0* LOG_UNLOCK:0* MCDI_DWORD:0* MCDI_SET_DWORD:0* MEI_DUMP_SKB_IN:1*
MLX5_GET64:1* MLX5_GET:1* MLX5_SET64:1* MLX5_SET:1* MLX5_SET_CFG:0* MLX5_SET_TO_ONES:1*
MV_INIT_DELAYED_WORK:0* MV_INIT_DELAYED_WORK:2* NCR_700_detect:1 NS_STATUS_OK:0* OPTIMIZER_HIDE_VAR:0*
OTI6858_CTRL_EQUALS_PENDING:0* PCXHR_BOARD_AESIN_NO_192K:0* PCXHR_BOARD_HAS_AES1:0* PREPARE_HAL_BUF:1*
PREPARE_HAL_PTT_MSG_BUF:1* RB_EMPTY_ROOT:0* SB_IS_BDEV:0* SDVO_NAME:0* SET_NETDEV_DEV:0* SET_NETDEV_DEV:1*
SET_NETDEV_DEVLINK_PORT:0* SET_NETDEV_DEVTYPE:0* SFDP_PARAM_HEADER_ID:0* SFDP_PARAM_HEADER_PTP:0*
SMB2_close_free:0* SMB2_close_init:2* SMB2_ioctl_free:0* SMB2_ioctl_init:2* SMB2_ioctl_init:6*
SMB2_open_free:0* SMB2_open_init:2* SMB2_open_init:4* SMB2_query_info_free:0* SMB2_query_info_init:10*
SMB2_query_info_init:2* SMB2_set_info_free:0* SMB2_set_info_init:2* SMBQueryInformation:3* SMP_ALLOW_CMD:0*
UVC_ENTITY_IS_OTERM:0* WIL_EXTENDED_MCS_CHECK:0* __build_skb:0! __dev_hold:0* __devm_request_region:0!
__drm_atomic_helper_bridge_reset:1* __drm_atomic_helper_connector_duplicate_state:1*
__drm_atomic_helper_crtc_duplicate_state:1* __drm_atomic_helper_plane_duplicate_state:1*
__drm_gem_duplicate_shadow_plane_state:1* __genwqe_free_consistent:3* __hash_init:0* __hci_cmd_send:3*
__hci_cmd_sync:3* __hci_cmd_sync_ev:3* __hci_cmd_sync_status:3* __hfsplus_setxattr:1*
__i915_active_fence_init:0* __i915_refct_sgt_init:0* __iio_add_chan_devattr:0* __ioread32_copy:0*
__ip_options_echo:1* __jfs_getxattr:2* __jfs_setxattr:3* __kernfs_setattr:0* __ksmbd_override_fsids:1*
__lbs_cmd:2* __le32_to_cpu:0* __mctp_dev_get:0* __mmu_notifier_register:0! __mutex_init:2* __nd_attach_ndns:2*
__net_timestamp:0* __netpoll_setup:0! __nla_put:0* __nla_reserve:0* __nlmsg_parse:2* __nlmsg_put:0*
__of_add_property:0! __percpu_init_rwsem:0* __readahead_batch:1* __register_sysctl_table:2! __skb_pull:0*
__skb_push:0* __skb_put:0* __skb_put_data:0* __skb_put_zero:0* __skb_queue_head_init:0* __skb_set_hash:0*
__snd_pcm_set_state:0* __sock_create:4* __vfs_getxattr:3* __vlan_hwaccel_copy_tag:0* __vlan_hwaccel_put_tag:0*
__xa_alloc:1* _of_clear_opp_table:0 _queue_data:4* _setid_policy_lookup:0* _setid_policy_lookup:1*
_setid_policy_lookup:2* aa_alloc_proxy:0! aa_labelset_init:0* aa_policy_destroy:0* aa_policy_init:0*
ac97_is_audio:0* ac97_is_modem:0* access_remote_vm:2* acomp_request_set_tfm:0* acpi_ec_add_query_handler:4!
acpi_get_handle:2* acpi_parse_art:1* acpi_parse_art:2* acpi_parse_trt:1* acpi_parse_trt:2*
add_mtd_blktrans_dev:0! add_uevent_var:0! adf_cfg_dev_add:0* adf_create_ring:8* adf_dbgfs_init:0
adf_dev_down:0* adf_dev_up:0! adf_devmgr_add_dev:0 adreno_gpu_ocmem_init:1* adreno_gpu_ocmem_init:2*
adreno_gpu_state_get:1* adreno_has_gmu_wrapper:0* adreno_is_7c3:0* adreno_is_a20x:0* adreno_is_a225:0*
adreno_is_a305b:0* adreno_is_a330:0* adreno_is_a405:0* adreno_is_a530:0* adreno_is_a540:0* adreno_is_a618:0*
adreno_is_a7xx:0* aead_request_set_ad:0* aead_request_set_crypt:0* aead_request_set_crypt:4*
aead_request_set_tfm:0* afmt31_construct:0* afmt3_construct:0* afs_op_set_error:0* agp_copy_info:1*
ahash_request_set_callback:0* ahash_request_set_crypt:0* ahash_request_set_crypt:2 ahash_request_set_tfm:0*
ahc_platform_alloc:0* akcipher_request_set_callback:0* akcipher_request_set_crypt:0*
akcipher_request_set_tfm:0* alarm_init:0* allegro_decode_mail:0! allegro_decode_mail:1* allegro_encode_mail:0*
alloc_hdlcdev:0! alloc_io_pgtable_ops:2! alloc_mdio_bitbang:0! alloc_rt_sched_group:0*
altera_tse_set_ethtool_ops:0* amdgpu_amdkfd_get_local_mem_info:1* amdgpu_atombios_encoder_get_dig_info:0*
amdgpu_atombios_get_svi2_info:2* amdgpu_atombios_get_svi2_info:3* amdgpu_bo_create_kernel:4
amdgpu_bo_create_kernel:5* amdgpu_bo_create_kernel:6! amdgpu_bo_free_kernel:0* amdgpu_bo_free_kernel:1*
amdgpu_bo_free_kernel:2* amdgpu_bo_unref:0* amdgpu_dm_plane_fill_dc_scaling_info:2*
amdgpu_dm_set_mst_status:0* amdgpu_eeprom_read:2* amdgpu_irq_add_id:3! amdgpu_ras_eeprom_read:1*
amdgpu_si_copy_bytes_to_smc:2* amdgpu_vm_bo_add:1! amdgpu_xcp_open_device:1* apg31_construct:0*
arch_mon_domain_online:1* argv_split:1* armada_drm_primary_plane_init:1 asn1_encode_oid:1* asn1_encode_tag:1*
asoc_sdw_init_simple_dai_link:10! asoc_sdw_init_simple_dai_link:3! asoc_sdw_init_simple_dai_link:6!
asoc_sdw_init_simple_dai_link:9! assert_port_valid:1* async_header_set_tcode:0* ata_host_init:0*
ath11k_reg_handle_chan_list:1! ath11k_reg_reset_info:0* ath11k_wmi_fw_stats_fill:3*
ath11k_wmi_pdev_set_bios_sar_table_param:1* ath11k_wmi_send_scan_chan_list_cmd:1*
ath11k_wmi_start_scan_init:1* ath12k_hal_reo_qdesc_setup:0* ath12k_reg_build_regd:1*
ath12k_wmi_arp_ns_offload:2* ath12k_wmi_send_scan_chan_list_cmd:1* ath12k_wmi_start_scan_init:1*
ath12k_wmi_wow_config_pno:2* ath6kl_hif_pipe_get_default:1* ath6kl_hif_pipe_get_default:2*
ath6kl_wmi_add_del_mcast_filter_cmd:2* ath6kl_wmi_beginscan_cmd:8* ath6kl_wmi_send_probe_response_cmd:4*
ath6kl_wmi_set_appie_cmd:3* atl1e_read_eeprom:2* atm_charge:1* atm_force_charge:1* atm_mpoa_init_cache:0*
atmel_i2c_init_ecdh_cmd:0 atmel_i2c_init_genkey_cmd:0* atmel_i2c_init_random_cmd:0* atmel_i2c_send_receive:1*
atomctrl_initialize_mc_reg_table:2* atomic64_set:0 atomisp_css_allocate_stat_buffers:2*
atomisp_css_allocate_stat_buffers:3* atomisp_css_allocate_stat_buffers:4* audit_alloc_mark:1!
audit_log_nfcfg:0* auxiliary_device_init:0! avc_get_hash_stats:0* avc_stream_get_format_list:3*
avc_stream_get_format_single:3* avg_array:0* avs_dsp_create_pipeline:5* avs_ipc_set_enable_logs:1*
avs_request_firmware:2* ax25_ds_setup_timer:0* ax25_setup_timers:0* ax25_type_trans:0* b43_lptab_read_bulk:3*
b43_lptab_write_bulk:3* b43_ntab_write_bulk:3* b43_set_status:0* b43legacy_set_status:0*
backlight_device_register:0* backlight_device_register:2! bacpy:0* badrange_init:0* balloon_devinfo_init:0*
baswap:0* batadv_compare_eth:1* batadv_forw_packet_alloc:4! batadv_hash_add:3* batadv_hash_add:4!
batadv_tvlv_unicast_send:5* bch2_crc_cmp:1* bch2_dev_allocator_background_init:0*
bch2_journal_buckets_to_sb:2* bch2_time_stats_quantiles_init:0* bch_flash_dev_request_init:0*
bcm2835_mmal_init_controls:0* bcm2835_new_vchi_ctx:1* bcma_find_core:0* bcma_init_bus:0* bcom_sram_alloc:2*
bdev_file_open_by_path:0* bdisp_hw_alloc_nodes:0* bdisp_hw_free_nodes:0* be128_xor:0* be128_xor:1*
be128_xor:2* be32_add_cpu:0* bf_get:1* bf_set:1* bfa_fcs_lport_get_rport_quals:1* bfa_ioc_debug_fwsave:2*
bfa_nw_ioc_debug_fwsave:2* bfa_nw_ioc_debug_fwtrc:2* bfa_sm_cmp_state:0* bfq_create_group_hierarchy:0*
bh_read_batch:1* binder_alloc_init:0* bio_clear_flag:0* bio_end_sector:0* bio_get:0* bio_list_add:0*
bio_segments:0* bio_set_flag:0* bio_uninit:0* bkey_copy:0* bkey_copy:1* blk_crypto_init_key:0*
blk_crypto_start_using_key:1* blk_mq_alloc_tag_set:0! blk_mq_free_tag_set:0* blk_mq_hctx_kobj_init:0*
blk_rq_init:1* blk_stat_alloc_callback:3! bna_rx_mcast_listset:2* bna_rx_ucast_listset:2* bnx2x_nvram_read:2*
bnxt_flash_nvram:6* bnxt_get_ntp_filter_idx:1* bnxt_get_nvram_item:4* bnxt_insert_ntp_filter:1!
bnxt_qplib_free_mrw:1* bnxt_qplib_query_qp:1* bpf_jit_blinding_enabled:0* bpf_link_prime:0!
bpf_mprog_bundle_init:0 bpf_prog_array_copy_info:1* bpf_prog_create_from_user:0* bpf_prog_fill_jited_linfo:1*
bpf_struct_ops_desc_init:0* bpf_struct_ops_prepare_trampoline:0* bpf_verifier_log_needed:0*
bpf_vlog_finalize:0* bpf_vlog_init:0* br_fdb_fillbuf:1* br_mrp_switchdev_add:1* br_set_offset:0*
br_stp_port_timer_init:0* brcmf_alloc:0! brcmf_attach:0* brcmf_btcoex_attach:0! brcmf_btcoex_detach:0*
brcmf_bus_get_memdump:1* brcmf_commonring_config:0* brcmf_commonring_register_cb:0*
brcmf_fil_bsscfg_data_set:2* brcmf_fil_cmd_data_get:2* brcmf_fil_iovar_data_get:2* brcmf_fil_iovar_data_set:2*
brcmf_free:0* brcmf_p2p_attach:0* brcmf_pno_attach:0* brcmf_pno_detach:0* brcms_c_ampdu_reset_session:0*
brcmu_d11_attach:0* brcmu_pktq_init:0* brelse:0* bt_dev_err:2* btf_record_has_field:0* btree_nonce:0*
btrfs_backref_init_cache:1* btrfs_balance:2* btrfs_block_rsv_add_bytes:0* btrfs_check_ioctl_vol_args_path:0*
btrfs_cpu_key_to_disk:1* btrfs_dev_replace_by_ioctl:1* btrfs_dev_replace_status:1*
btrfs_device_data_ordered_init:0* btrfs_free_space_trimmed:0* btrfs_get_dev_args_from_path:2* btrfs_getxattr:2
btrfs_init_block_rsv:0* btrfs_init_metadata_block_rsv:1* btrfs_init_new_device:1* btrfs_init_work:0*
btrfs_insert_empty_items@3* btrfs_insert_item:3* btrfs_is_empty_uuid:0* btrfs_limit_qgroup:2*
btrfs_lru_cache_init:0* btrfs_lru_cache_store:1! btrfs_qgroup_check_inherit:1*
btrfs_qgroup_trace_extent_post:1* btrfs_quota_enable:1* btrfs_scrub_dev:4* btrfs_scrub_progress:2*
btrfs_setxattr:3* btrfs_setxattr_trans:2* btrfs_subvolume_reserve_metadata:1* bttv_handle_chipset:0*
bttv_vbi_fmt_reset:0* build_sec_desc:1* build_spnego_ntlmssp_neg_blob:2* bvec_alloc:1*
c67x00_ll_hpi_reg_init:0* c67x00_ll_init:0* c67x00_ll_reset:0* call_usermodehelper_setup:1! can_rx_register:5!
can_skb_reserve:0* can_skb_set_owner:0* cancel_delayed_work_sync:0 cancel_work_sync:0* ccw_device_get_id:1*
cdev_add:0! cdev_del:0 cdev_device_del:0 cdev_init:0* cdrom_probe_write_features:0* cdx_mcdi_finish:0*
ceph_adjust_caps_max_min:0* ceph_base64_decode:2* ceph_caps_init:0* ceph_crypto_key_clone:0*
ceph_encode_locks_to_buffer:1* ceph_encode_string:0* ceph_encode_string:2* ceph_extract_encoded_string:0*
ceph_extract_encoded_string:1* ceph_has_room:0* ceph_iterate_extents:3* ceph_object_extent_init:0*
ceph_osdc_call:6* ceph_str_hash:1* cfg80211_find_elem:1* cfg80211_find_elem:2* cfg80211_find_ext_elem:1*
cfg80211_find_ie:1* cfg80211_find_vendor_ie:2* cfg80211_get_p2p_attr:0* cfg80211_inform_bss:7*
cfg80211_new_sta:2* cfg80211_ssid_eq:1* cfsrvl_init:0* cgroup_favor_dynmods:0* cgroup_rstat_init:0!
cgx_get_link_info:2* chacha20poly1305_encrypt:6* chsc_get_cssid_iid:1* chsc_get_cssid_iid:2*
cifs_arc4_crypt:0* cifs_arc4_setkey:0* cifs_mark_open_handles_for_deleted_file:1* cifs_net_ns:0*
cifs_set_net_ns:0* cifs_setup_cifs_sb:0* cifs_strtoUTF16:0* cifs_unix_basic_to_fattr:1* cifs_utf16_bytes:0*
class_dev_iter_init:0* class_dev_iter_next:0* cleanup_srcu_struct:0 clk_hw_get_parent:0* clk_hw_get_rate:0*
clk_hw_register:1 clk_hw_register_composite:8! clk_hw_set_rate_range:0* clk_hw_unregister:0*
clk_notifier_register:1! clk_register:1 clk_register_composite:4 clk_register_composite:6!
clk_register_composite:8 clockevent_delta2ns:1* clockevents_calc_mult_shift:0* clocksource_register_hz:0!
closure_get:0* closure_init:0* closure_set_stopped:0* cmdq_pkt_finalize:0* cmpxchg:2
cn10k_alloc_leaf_profile:1* cn_add_callback:0* cn_netlink_send:0* cobalt_i2c_exit:0* coda_downcall:2!
coda_h264_filler_nal:1* comedi_check_chanlist:2* comedi_set_hw_dev:0* compound_send_recv:7*
config_group_init_type_name:0 config_item_name:0* configfs_create_link:3! context_destroy:0* context_init:0*
convert_to_gcda:0* copy_from_iter_full:0 copy_to_iter:0* copy_uabi_from_kernel_to_xstate:1*
core_tpg_register:1! cphy_init:0* cphy_mdio_read:0* cphy_mdio_write:0* cppi5_desc_set_pktids:0*
cppi5_desc_set_retpolicy:0* cppi5_hdesc_attach_buf:0* cppi5_hdesc_init:0* cppi5_hdesc_reset_hbdesc:0*
cppi5_hdesc_set_pktlen:0* cppi5_trdesc_init:0* cpqhp_save_config:0* cpu_to_be32_array:0* cpu_to_be32_array:1*
cpu_to_le16s:0* cpulist_parse:0* cpumask_copy:0 cpumask_set_cpu:1 create_l1:0! create_local_trace_uprobe:0*
cros_ec_check_features:0* cros_ec_cmd_xfer_status:1* cros_ec_get_sensor_count:0* crypto_ahash_export:1*
crypto_ahash_import:1* crypto_akcipher_set_pub_key:1* crypto_ecdh_encode_key:0! crypto_ecdh_shared_secret:3*
crypto_init_wait:0* crypto_kdf108_ctr_generate:3* crypto_kpp_set_secret:1* crypto_memneq:0* crypto_memneq:1*
crypto_register_aead:0! crypto_register_ahash:0! crypto_register_skcipher:0! crypto_sig_set_pubkey:1*
crypto_xor:0* crypto_xor:1* csio_init_state:0* csio_mb_fw_retval:0* csio_mb_issue:1* csio_mb_params:1*
csio_mb_process_hello_rsp:1* csio_mb_process_portparams_rsp:1* csio_mb_process_read_params_rsp:1*
ct_mixer_create:1* ct_timer_instance_new:1! ct_timer_new:0! ct_vm_create:0* cvmx_fpa_free:0* cx18_gpio_init:0*
cx18_init_memory:0* cx18_init_power:0* cx18_read_reg:0* cx231xx_ep5_bulkout:1* cx2341x_ctrl_get_menu:0*
cx2341x_ctrl_query:0* cx2341x_fill_defaults:0* cx2341x_handler_set_50hz:0* cx23885_ir_pci_int_enable:0*
cx88_reset:0* cx88_vdev_init:2* cxgb4_set_ethtool_ops:0* cxgb4_smt_alloc_switching:1* cxgbi_sock_set_state:0*
cxgbit_sock_reset_wr_list:0* cxl_internal_send_cmd@1* cyclecounter_cyc2ns:0* d_path:1* da9052_free_irq:2*
dal_hw_factory_init:0* dal_hw_translate_init:0* damon_set_regions:1* dasd_generic_read_dev_chars:2*
data_key_init:1* dbitmap_init:0* dccp_list_has_service:0* dce100_i2c_hw_construct:0*
dce110_clk_src_construct:0* dce110_link_encoder_construct:0* dce110_mem_input_v_construct:0*
dce110_opp_construct:0* dce110_opp_v_construct:0* dce110_stream_encoder_construct:0*
dce110_timing_generator_construct:0* dce110_timing_generator_v_construct:0* dce110_transform_v_construct:0*
dce112_clk_src_construct:0* dce112_i2c_hw_construct:0* dce112_mem_input_construct:0*
dce120_mem_input_construct:0* dce120_timing_generator_construct:0* dce60_ipp_construct:0*
dce60_link_encoder_construct:0* dce60_mem_input_construct:0* dce60_opp_construct:0*
dce60_timing_generator_construct:0* dce60_transform_construct:0* dce80_timing_generator_construct:0*
dce_i2c_hw_construct:0* dce_i2c_sw_construct:0* dce_ipp_construct:0* dce_mem_input_construct:0*
dce_panel_cntl_construct:0* dce_transform_construct:0* dcn10_hubp_construct:0* dcn10_ipp_construct:0*
dcn10_link_encoder_construct:0* dcn10_mpc_construct:0* dcn10_opp_construct:0*
dcn10_stream_encoder_construct:0* dcn10_timing_generator_init:0* dcn1_i2c_hw_construct:0*
dcn201_hubp_construct:0* dcn201_link_encoder_construct:0* dcn201_mpc_construct:0* dcn201_opp_construct:0*
dcn201_timing_generator_init:0* dcn20_clk_src_construct:0* dcn20_dwbc_construct:0* dcn20_ipp_construct:0*
dcn20_link_encoder_construct:0* dcn20_mmhubbub_construct:0* dcn20_mpc_construct:0* dcn20_opp_construct:0*
dcn20_stream_encoder_construct:0* dcn20_timing_generator_init:0* dcn21_link_encoder_construct:0*
dcn2_i2c_hw_construct:0* dcn301_clk_src_construct:0* dcn301_link_encoder_construct:0*
dcn301_panel_cntl_construct:0* dcn301_timing_generator_init:0* dcn30_dio_stream_encoder_construct:0*
dcn30_dwbc_construct:0* dcn30_link_encoder_construct:0* dcn30_mmhubbub_construct:0* dcn30_mpc_construct:0*
dcn30_timing_generator_init:0* dcn314_dio_stream_encoder_construct:0* dcn314_timing_generator_init:0*
dcn31_clk_src_construct:0* dcn31_hpo_dp_stream_encoder_construct:0* dcn31_link_encoder_construct:0*
dcn31_link_encoder_construct_minimal:0* dcn31_panel_cntl_construct:0* dcn31_timing_generator_init:0*
dcn321_link_encoder_construct:0* dcn32_dio_stream_encoder_construct:0* dcn32_link_encoder_construct:0*
dcn32_mmhubbub_construct:0* dcn32_mpc_construct:0* dcn32_timing_generator_init:0*
dcn35_dio_stream_encoder_construct:0* dcn35_dwbc_construct:0* dcn35_link_encoder_construct:0*
dcn35_mmhubbub_construct:0* dcn35_opp_construct:0* dcn35_opp_set_fgcg:0* dcn35_timing_generator_init:0*
dcn3_clk_src_construct:0* dcn401_clk_src_construct:0* dcn401_dio_stream_encoder_construct:0*
dcn401_link_encoder_construct:0* dcn401_mpc_construct:0* dcn401_timing_generator_init:0* ddbreadl:0*
ddbwritel:0* de_has_vcn:0* debugfs_create_dir:0 decompress_method:0* deh_offset:0* del_timer:0*
dent_key_init_flash:1* dentry_path_raw:1* dev_alloc_name:0* dev_hold:0* dev_net:0* dev_net_set:0*
dev_pm_opp_of_find_icc_paths:1* dev_set_drvdata:0* dev_set_group:0* dev_set_msi_domain:0* dev_set_name:0*
dev_set_promiscuity:0! dev_set_threaded:0* dev_set_uevent_suppress:0* dev_validate_mtu:0* device_can_wakeup:0*
device_enable_async_suspend:0* device_find_child_by_name:1* device_is_registered:0*
device_property_read_u32:2* device_property_read_u32_array:2* device_queue_manager_init_cik:0*
device_queue_manager_init_v10:0* device_queue_manager_init_v11:0* device_queue_manager_init_v12:0*
device_queue_manager_init_v9:0* device_queue_manager_init_vi:0* device_set_node:0*
device_set_of_node_from_dev:0* device_set_pm_not_required:0* devl_rate_leaf_create:0! devl_rate_leaf_create:1!
devl_resource_size_get:2* devlink_fmsg_binary_pair_put:2* devlink_health_report:1*
devlink_info_serial_number_put:1* devlink_info_version_fixed_put:2* devlink_info_version_running_put:2*
devlink_info_version_stored_put:2* devlink_nl_put_handle:0* devlink_port_attrs_set:0* devm_clk_hw_register:1!
devm_clk_register:1 devm_regmap_field_bulk_alloc:3* devm_request_irq:5 devm_request_threaded_irq:6
devm_thermal_of_zone_register:2 devres_add:1* digital_target_found:1* dir_emit:1* discovery_init:0*
dlm_callback_start:0* dlm_callback_stop:0* dlm_clear_members:0* dlm_init_work_item:1* dlm_lockres_hash:0*
dlm_master_hash:0* dlm_new_lockspace:7* dlm_rcom_names:2* dlm_recoverd_stop:0* dlm_setup_eviction_cb:0*
dm_array_info_init:0* dm_btree_empty:0* dm_btree_empty:1* dm_disk_bitset_init:1* dm_get_device:3*
dm_get_table_device:3* dm_helpers_allocate_gpu_mem:3* dm_iot_init:0* dm_pp_get_funcs:1* dm_read_arg:2*
dm_read_arg_group:2* dm_sm_copy_root:1* dm_stats_init:0* dma_async_tx_descriptor_init:0*
dma_buf_attachment_is_dynamic:0* dma_cap_set:1 dma_cookie_init:0* dma_fence_add_callback:1!
dma_fence_array_create:1! dma_fence_remove_callback:0* dma_fence_remove_callback:1
dma_fence_wait_any_timeout:0* dma_get_sgtable:1! dma_get_sgtable_attrs:1! dma_resv_fini:0*
dma_resv_get_fences:2* dma_resv_get_singleton:2* dma_resv_reserve_fences:0* dma_set_max_seg_size:0*
dmar_alloc_dev_scope:2* dmz_ctr_metadata:2* dmz_nr_chunks:0* dmz_zone_nr_sectors:0*
dmz_zone_nr_sectors_shift:0* do_jffs2_getxattr:3* dpaa2_eth_cls_trim_rule:0* dpaa2_fl_set_final:0*
dpaa2_fl_set_format:0* dpaa2_fl_set_len:0* dpaa2_mac_close:0* dpaa2_mac_is_type_phy:0* dpdmai_close:0*
dpdmai_disable:0* dpdmai_enable:0* dpni_prepare_key_cfg:1* dpp1_construct:0* dpp201_construct:0*
dpp2_construct:0* dpp32_construct:0* dpp35_construct:0* dpp35_set_fgcg:0* dpp3_construct:0*
dpp401_construct:0* dprc_get_obj:4* dpsw_acl_prepare_entry_cfg:0* dpsw_acl_prepare_entry_cfg:1*
dpsw_disable:2* drbd_bm_init:0* drbd_clear_interval:0* drbd_get_max_capacity:0* drbd_md_test_flag:0*
drbg_max_addtl:0* drbg_max_request_bytes:0* drbg_max_requests:0* drm_atomic_state_init:1* drm_client_init:1*
drm_connector_attach_encoder:0* drm_connector_attach_encoder:1! drm_connector_attach_max_bpc_property:0!
drm_connector_attach_vrr_capable_property:0! drm_connector_cleanup:0* drm_connector_helper_add:0*
drm_connector_init:1! drm_connector_init_with_ddc:1! drm_crtc_helper_add:0*
drm_display_info_set_bus_formats:0* drm_dp_aux_init:0* drm_dp_remote_aux_init:0* drm_encoder_cleanup:0
drm_encoder_helper_add:0* drm_encoder_init:1! drm_event_reserve_init:2 drm_event_reserve_init:3!
drm_event_reserve_init_locked:2! drm_event_reserve_init_locked:3! drm_fb_helper_unprepare:0*
drm_format_conv_state_init:0* drm_framebuffer_init:1! drm_gem_fb_afbc_init:2* drm_gem_object_init:1!
drm_gem_object_release:0* drm_gem_objects_lookup:3* drm_gem_open:1* drm_hdcp_check_ksvs_revoked:1*
drm_hdcp_cpu_to_be24:0* drm_helper_mode_fill_fb_struct:1* drm_mm_insert_node_in_range:1!
drm_mm_node_allocated:0* drm_mm_reserve_node:1! drm_mode_crtc_set_gamma_size:0* drm_mode_set_crtcinfo:0*
drm_mode_set_name:0* drm_of_find_panel_or_bridge:4* drm_plane_cleanup:0*
drm_plane_create_scaling_filter_property:0! drm_plane_helper_add:0* drm_property_create_blob:2*
drm_sched_entity_init:0! drm_sched_entity_init:2! drm_sched_job_init:0* drm_simple_display_pipe_init:3*
drm_simple_encoder_init:1! drm_syncobj_create:0* drm_syncobj_open:0* drm_universal_plane_init:1
drm_vma_node_reset:0* drmm_add_final_kfree:0* drv_switch_vif_chanctx:1* dsc2_construct:0* dsc35_construct:0*
dsc35_set_fgcg:0* dsc401_construct:0* dsc401_set_fgcg:0* dsp_pipeline_init:0* dst_cache_destroy:0*
dst_cache_init:0* dst_init_metrics:0* dt_init_idle_driver:0 dtpm_init:0* dup_anon_vma_name:1* dup_iter:0*
dvb_ca_en50221_init:1! dvb_dmx_init:0* dvb_dmx_release:0* dvb_dmxdev_release:0* dvb_register_adapter:0!
dvb_register_device:1* dvb_register_media_controller:0* dvb_ringbuffer_write:1* dvb_unregister_adapter:0*
dvb_usb_dbg_usb_control_msg:5* dvb_usb_generic_rw:1* dvb_usb_generic_rw:3* dvb_usb_generic_write:1*
dvb_usb_nec_rc_key_to_event:1* dwc2_hcd_qh_init_ddma:1* dwc2_hcd_qtd_add:1! dwc2_host_get_tt_info:3*
dyn_event_add:0! dyn_event_add:1* dyn_event_init:0* e1000_read_eeprom:3* e1000_read_nvm:3*
e1000_set_ethtool_ops:0* e1000_write_eeprom:3* e1000e_free_tx_resources:0* e1000e_set_ethtool_ops:0*
ebitmap_cpy:0* ebitmap_destroy:0* ebitmap_init:0* ecc_digits_from_bytes:0* ecc_make_pub_key:3*
ecryptfs_cipher_code_to_string:0* ecryptfs_destroy_mount_crypt_stat:0*
ecryptfs_get_tfm_and_mutex_for_cipher_name:0* ecryptfs_get_tfm_and_mutex_for_cipher_name:1*
ecryptfs_get_tfm_and_mutex_for_cipher_name:2* ecryptfs_read_lower:0* ecryptfs_to_hex:0* ecryptfs_write:1*
edac_device_handle_ce:3* edac_device_handle_ue:3* efc_cmd_node_alloc:1* efcport_init:0* efi_guid_to_str:0*
efivar_entry_add:0! efivar_entry_get:3* efivar_variable_is_removable:1* efx_fini_io:0* efx_fini_struct:0*
efx_get_pf_index:1* efx_init_io:0* efx_mae_alloc_action_set_list:1! efx_mae_allocate_counter:1*
efx_mae_allocate_encap_md:1* efx_mae_allocate_pedit_mac:1* efx_mae_free_action_set_list:1*
efx_mae_free_counter:1* efx_mae_insert_rule:4* efx_mcdi_rpc:2* efx_mtd_probe:0* efx_nic_copy_stats:1*
efx_nic_update_stats:4* efx_tc_check_ready:1* ehea_create_qp:2! ehea_h_alloc_resource_cq:1*
ehea_h_alloc_resource_cq:2* ehea_h_alloc_resource_cq:3* ehea_h_alloc_resource_eq:1*
ehea_h_alloc_resource_eq:2* ehea_h_alloc_resource_qp:3* ehea_h_alloc_resource_qp:4* ehea_h_free_resource:1*
ehea_h_modify_ehea_port:4* ehea_h_modify_ehea_qp:4* ehea_h_query_ehea_port:4* ehea_h_query_ehea_qp:4*
eir_append_data:0* elf_hdr_init_ident:0* em28xx_alloc_urbs:2* emac_set_ethtool_ops:0*
ena_com_allocate_customer_metrics_buffer:0* ena_com_delete_customer_metrics_buffer:0* enetc_set_rss_table:1*
erofs_xattr_ibody_size:0* erst_read_record:1* erst_write:0* esas2r_nvram_get_defaults:1* escape_essid:0*
eth_get_headlen:0* ether3_readbuffer:1* ether3_writebuffer:1* ether_setup:0* ethnl_bcastmsg_put:0*
ethnl_fill_reply_header:0* ethnl_unicast_put:0* evaluate_cond_nodes:0* evm_init_hmac:2* exit_ivtv_i2c:0*
export_uuid:0* ext2_image_size:0* ext4_bread_batch:4* ext4_grp_offs_to_block:1* ext4_htree_store_dirent:3!
ext4_xattr_ibody_get:3* ext4_xattr_ibody_set@2* extent_io_tree_init:1* f2fs_chksum:0* failover_register:0!
fanotify_info_init:0* fanotify_info_set_dir2_fh:0* fanotify_info_set_dir_fh:0* fanotify_info_set_file_fh:0*
fanotify_init_event:0* fat_add_entries:1* fat_time_fat2unix:0* fb_edid_to_monspecs:1* fbnic_set_ethtool_ops:0*
fc_host_post_vendor_event:3* fcp_avc_transaction:1* fcp_avc_transaction:3* fddi_type_trans:0*
fgraph_init_ops:0* fh_copy_shallow:0* fhctl_hw_init:0* fib_rule_get:0* file_open_root_mnt:1* file_path:1*
file_ra_state_init:0* fill_name_de:1* filp_open:0* fimc_ctrls_delete:0* fir16_create:0* fir16_free:0*
flow_block_cb_alloc:2! flow_block_init:0* fm10k_pfvf_mbx_init:1! fm10k_set_ethtool_ops:0* fman_get_revision:1*
fnic_get_stats_data:0* folio_batch_init:0* folioq_init:0* for_each_element_completed:1* for_each_set_bit:1*
free_cpumask_var:0* free_irq:1* free_svc_cred:0* freq_qos_add_notifier:0* freq_qos_add_request:1!
freq_qos_remove_notifier:0* frwr_mr_init:1* frwr_query_device:0* fscache_acquire_volume:0* fscache_hash:1*
fscache_see_cookie:0* fscrypt_fname_encrypt:2! fscrypt_mergeable_bio:0* fscrypt_policy_contents_mode:0*
fscrypt_policy_du_bits:0* fscrypt_policy_fnames_mode:0* fscrypt_prepare_key:0* fscrypt_set_bio_crypt_ctx:0*
fscrypt_set_bio_crypt_ctx_bh:0* fsg_lun_open:0* fsi_get_new_minor:2* fsl_mc_portal_allocate:2* fsm_event:2*
fsnotify_init_event:0* fsnotify_init_mark:0* fsverity_hash_buffer:3* fsverity_init_merkle_tree_params:4*
fun_alloc_ring_mem:7* fun_alloc_ring_mem:8* fun_free_ring_mem:5* fun_release_irqs:2* fun_reserve_irqs:2*
fun_set_ethtool_ops:0* func:2* fuse_backing_files_init:0* fuse_dev_alloc_install:0! futex_parse_waitv:0*
fw_card_initialize:0* fw_iso_buffer_destroy:0* fwnet_get_hdr_lf:0* fwnode_init:0* fwnode_property_read_u32:2*
fwnode_property_read_u32_array:2* gb_control_get_manifest_operation:1* gb_interface_create:0!
gb_operation_sync:2* gb_operation_sync:4* gen_new_estimator:0 gen_new_estimator:2! gen_new_estimator:3!
gen_pool_add_owner:5! gen_replace_estimator:0 generate_random_uuid:0 genlmsg_cancel:0* genlmsg_iput:0*
genlmsg_put:0* genlmsg_put_reply:0* genwqe_ffdc_buff_read:2* genwqe_read_ffdc_regs:1* get_anon_bdev:0*
get_controller_speed:0* get_dev_table:0* get_net_track:1* get_random_bytes:0* get_random_bytes_wait:0
gf100_bar_new_:0! gf128mul_x_bbe:0* gf128mul_x_bbe:1* gf128mul_x_lle:0* gf128mul_x_lle:1*
gfs2_glock_dq_uninit:0* gfs2_glock_get:4* gfs2_glock_poll:0* gfs2_holder_initialized:0*
gfs2_holder_mark_uninitialized:0* gfs2_holder_uninit:0* gma_connector_attach_encoder:0*
gnet_stats_basic_sync_init:0 gpu_buddy_free_list:1* gro_cells_init:1* gsc_alloc_irq:0* gsc_claim_irq:0*
gsc_common_setup:1* gsc_ctrls_delete:0* gserial_alloc_line:0* gserial_alloc_line_no_console:0*
gspca_frame_add:2* gud_connector_fill_properties:1* gud_from_display_mode:0* gud_to_display_mode:1*
gud_usb_get:3* gud_usb_set:3* guid_copy:0* guid_equal:0* guid_parse:0* guid_parse:1*
gve_adminq_add_flow_rule:1* handshake_genl_put:0* hash_del:0* hash_del_rcu:0* hashtab_insert:1!
hci_cmd_sync:3* hci_cmd_sync_init:0* hci_cmd_sync_queue:2! hci_devcd_setup:0* hclge_cmd_send:1*
hclge_cmd_setup_basic_desc:0* hclge_dbg_dump_rst_info:1* hdmi4_core_init:1* hdmi5_core_init:1*
hdmi_phy_init:1* hdmi_wp_init:1* hfi1_exp_tid_group_init:0* hfi1_kern_init_ctxt_generations:0*
hfi_session_create:0! hfi_session_destroy:0* hfsplus_fill_defaults:0* hfsplus_parse_options:1*
hid_field_extract:1* hid_hw_output_report:1* hid_ishtp_set_feature:1* hid_match_one_id:0* hid_output_report:1*
hid_parse_report:1* hidma_ll_request:4! hidma_ll_request:5* hinic_get_phy_port_stats:1* hinic_msg_to_mgmt:3*
hinic_port_msg_cmd:2* hinic_port_msg_cmd:4* hinic_rss_set_indir_tbl:2* hisi_qm_alloc_qps_node:4*
hl_ctx_mgr_fini:1* hl_ctx_mgr_init:0* hl_fw_get_dev_info_signed:1* hl_fw_get_sec_attest_info:1*
hl_mem_mgr_fini:0* hl_mem_mgr_idr_destroy:0* hl_mem_mgr_init:1* hl_secure_block:1* hlist_del:0*
hlist_is_singular_node:0* hmm_store:1* hns_ethtool_set_ops:0* hns_roce_get_kmem_bufs:1*
hns_roce_get_umem_bufs:0* hns_roce_hem_list_init:0* host1x_bo_init:0* hpfs_compare_names:1* hpfs_ea_read:5*
hpi_init_response:0* hpi_instream_open:2* hpi_outstream_open:2* hpo_dp_link_encoder31_construct:0*
hpo_dp_link_encoder32_construct:0* hton24:0* hubbub201_construct:0* hubbub21_construct:0* hubbub2_construct:0*
hubbub301_construct:0* hubbub31_construct:0* hubbub32_construct:0* hubbub35_construct:0* hubbub3_construct:0*
hubbub401_construct:0* hubp21_construct:0* hubp2_construct:0* hubp31_construct:0* hubp32_construct:0*
hubp35_construct:0* hubp3_construct:0* hubp401_construct:0* hv_ringbuffer_pre_init:0* hva_mem_alloc:3*
hvsilib_init:0* hvutil_transport_send:1* hw_qeit_reset:0* hwmon_device_register_with_info:2!
hwmon_is_bad_char:0* i2c_add_adapter:0 i2c_bit_add_bus:0! i2c_del_adapter:0* i2c_read:4* i2c_set_adapdata:0*
i2c_transfer:1* i2c_transfer@1* i2c_write:4* i2sbus_control_cell:1* i2sbus_control_clock:1*
i2sbus_control_enable:1* i40e_add_del_cloud_filter:1* i40e_vsi_setup_irqhandler:0* i915_active_init:0*
i915_gem_context_clear_user_engines:0* i915_gem_context_set_persistence:0*
i915_gem_context_set_user_engines:0* i915_gem_object_do_bit_17_swizzle:1* i915_prandom_shuffle:0*
i915_random_reorder:0* i915_vm_is_4lvl:0* i915_vma_resource_hold:1* iavf_fdir_add_fltr:1!
ib_cm_init_qp_attr:1* ib_copy_from_udata:0* ib_find_cached_pkey:3* ib_find_pkey:3* ib_get_rmpp_flags:0*
ib_init_query_mad:0* ib_mad_agent_security_cleanup:0 ib_modify_qp:1* ib_query_qp:3*
ib_sa_guid_info_rec_query:10* ib_send_cm_req:1* ib_width_enum_to_int:0* ibmasm_event_buffer_exit:0*
ibmasm_event_buffer_init:0* ibmasm_heartbeat_exit:0* ibmasm_init_reverse_heartbeat:1*
ibmphp_add_pfmem_from_mem:0! ibmphp_add_resource:0! ibmphp_remove_bus:0! ibnl_put_attr:0* ibnl_put_msg:0*
ice_add_adv_rule:1* ice_add_adv_rule:4* ice_add_prof:3* ice_add_prof:6! ice_aq_cfg_lan_txq:1*
ice_aq_get_phy_caps:3* ice_aq_read_i2c:5* ice_aq_sw_rules:1* ice_cfg_phy_fc:1* ice_cfg_phy_fec:1*
ice_copy_phy_caps_to_cfg:1* ice_copy_phy_caps_to_cfg:2* ice_discover_dev_caps:1! ice_fdir_get_gen_prgm_pkt:2!
ice_fdir_is_dup_fltr:1* ice_fill_eth_hdr:0* ice_fill_rss_lut:0* ice_flow_add_fld_raw:0* ice_free_vsi:2*
ice_get_inactive_netlist_ver:1* ice_get_inactive_nvm_ver:1* ice_get_inactive_orom_ver:1* ice_get_sw_fv_list:1*
ice_is_phy_caps_an_enabled:0* ice_parser_run:1* ice_phy_caps_equals_cfg:0* ice_set_ring_xdp:0*
ice_set_rss_lut:1* ice_update_vsi:2* ice_vc_send_msg_to_vf:3* idpf_ctlq_clean_sq:2* idpf_ctlq_send:3!
idpf_dev_ops_init:0* idpf_get_reg_intr_vecs:1* idpf_get_vec_ids:1* idpf_get_vport_id:0* idpf_init_rss_lut:0*
idpf_set_ethtool_ops:0* idpf_vf_dev_ops_init:0* idpf_vport_adjust_qs:0* idpf_vport_calc_num_q_desc:0*
idr_alloc_cyclic:1! idr_alloc_u32:1! idr_alloc_u32:2* idr_destroy:0* idr_init_base:0* idr_set_cursor:0*
idxd_dev_set_type:0* idxd_wq_set_max_batch_size:1* ieee80211_clear_tpe:0* ieee80211_ctstoself_get:5*
ieee80211_fragment_element:0* ieee80211_get_ratemask:3* ieee80211_init_frag_cache:0* ieee80211_is_beacon:0*
ieee80211_is_data_present:0* ieee80211_is_probe_resp:0* ieee80211_mgmt_ba:0* ieee80211_mle_common_size:0*
ieee80211_report_wowlan_wakeup:1* ieee80211_rts_get:5* ieee802154_beacon_push:0* ieee802154_hdr_push:0*
ieee802154_le64_to_be64:0* ieee802154_mac_cmd_push:0* ifcvf_get_config_size:0* ifcvf_get_hw_features:0*
igb_add_filter:1* igb_read_phy_reg_i2c:2* igb_set_ethtool_ops:0* igbvf_set_ethtool_ops:0* iio_buffer_init:0*
iio_device_register_sysfs_group:1! iio_free_chan_devattr_list:0* iio_get_channel_type:0*
iio_read_channel_ext_info:2* iio_read_channel_label:0* iio_read_channel_label:1*
iio_swd_group_init_type_name:0 iio_swt_group_init_type_name:0 imx_check_clk_hws:0* in6_ifa_hold:0*
inc_rfc1001_len:0* inet_peer_base_init:0* inet_pton_with_scope:4 inet_sk_diag_fill:2! init_bgscan_params:0*
init_fs_pin:0* init_fsm:0* init_job_desc:0* init_llist_head:0* init_sh_desc:0* init_srcu_struct:0!
init_sync_kiocb:0* init_task_work:0* init_usb_anchor:0* init_waitqueue_func_entry:0* ino_key_init_flash:1*
input_abs_set_res:0* input_ff_create:0* input_ff_create_memless:1! input_ff_destroy:0* input_mt_init_slots:0*
input_mt_set_value:0* input_register_device:0! input_register_handle:0! input_register_handler:0!
input_set_abs_params:0* input_set_capability:0* input_set_drvdata:0* input_set_max_poll_interval:0*
input_set_min_poll_interval:0* input_set_poll_interval:0* input_setup_polling:0* input_unregister_handle:0*
int_to_scsilun:1* intc_irq_domain_init:0* intel_dsb_buffer_create:1* intel_encoder_link_check_init:0*
intel_gvt_clean_gtt:0* intel_gvt_clean_mmio_info:0* intel_gvt_init_engine_mmio_context:0*
intel_gvt_load_firmware:0* intel_panel_init_alloc:0* intel_ring_update_space:0* intel_sseu_set_info:0*
invalid_key_init:1* io_alloc_cache_free:0* io_alloc_cache_init:0* ioat_reset_hw:0*
iommu_replace_group_handle:2! ionic_cq_init:1* ionic_cq_init:2! ionic_ethtool_set_ops:0* ionic_get_cmb:1*
ionic_get_cmb:2* ionic_q_init:2* iov_iter_bvec:2 iov_iter_kvec:0* iov_iter_xarray:0* iov_length:0*
iova_shift:0* iowait_init:0* ip6_mc_msfilter:1* ip6_mc_msfilter:2* ip_mc_init_dev:0* ip_mc_msfilter:1*
ipa_endpoint_exit:0* ipa_reg_exit:0* ipa_reg_init:0* ipa_table_exit:0* ipa_table_init:0*
ipc_flash_boot_set_capabilities:1* ipc_flash_read_swid:1* ipc_flash_send_fls:2* ipc_imem_sys_devlink_read:1*
ipc_unlock_object:0* ipe_new_policy:2* ipe_parse_policy:0* ipmi_create_user:2! ipmi_create_user:3*
ipmi_demangle_device_id:2* ipoib_cm_set:0* ipu_ic_calc_csc:0* ipv6_mc_init_dev:0* ipv6_optlen:0*
ipwireless_send_packet:2* ir_raw_encode_scancode:2* irdma_arp_table:1* irdma_free_rsrc:2*
irdma_sc_add_mcast_grp:0* irdma_sc_del_mcast_grp:0* irq_domain_add_hierarchy:5!
irq_domain_alloc_named_fwnode:0* irq_domain_alloc_named_id_fwnode:0* irq_domain_create_hierarchy:5!
irq_domain_create_linear:3 irq_set_chip:1! irq_set_chip_data:1! irq_set_handler_data:1! irq_setup_timings:1*
is_attr_compressed:0* is_fat32:0* is_header_feature:0* is_mbpf_alu:0* is_percpu_pool:0* is_polling_required:0*
is_posix_acl_xattr:0* is_rx_chan:0* is_t4:0* isascii:0* isdnhdlc_out_init:0* isdnhdlc_rcv_init:0*
iser_conn_init:0* isonum_733:0* isp_reg_readl:0* iter_is_ubuf:0* iucv_alloc_device:2! iwl_mvm_add_pasn_sta:2*
iwl_mvm_send_cmd@1* iwl_txq_init:1 ixgbe_atr_compute_perfect_hash_82599:0*
ixgbe_atr_compute_perfect_hash_82599:1* jbd2_chksum:2* jbd2_init_fs_dev_write_error:0*
jbd2_journal_destroy_revoke:0* jbd2_journal_init_revoke:0* jent_entropy_collector_alloc:2! jffs2_flash_read:4*
jsm_remove_uart_port:0* kern_path:0* kern_path:2* kernel_bind:1* kernel_sendmsg@2* key_block_flash:1*
key_copy:2* key_inum_flash:1* key_read:1* key_read:2* key_write:2* keyring_restrict:2* keyring_search:2*
kiocb_clone:0* klist_init:0* knav_init_acc_range:2* kobject_init:0* kobject_put:0 kobject_set_name:0*
kobject_set_name_vargs:0* kobject_uevent_env:2* kobject_uevent_env@2* kprobe_event_cmd_init:1 krb5_encrypt:2*
kref_get:0* kref_read:0* kset_find_obj:0* kset_find_obj:1* kset_init:0* kset_register:0!
ksmbd_build_ntlmssp_challenge_blob:0* ksmbd_conn_set_new:0* ksmbd_init_file_table:0*
ksmbd_vfs_casexattr_len:2* ksmbd_vfs_read:4* kunit_add_action:2! kunit_init_test:0* kvaser_usb_recv_cmd:1*
kvaser_usb_send_cmd:1* kvm_arch_vcpu_ioctl_get_fpu:1* kvm_arch_vcpu_ioctl_get_sregs:1!
kvm_arch_vcpu_ioctl_set_fpu:1* kvm_io_bus_register_dev:4! kvm_iodevice_init:0* lbs_cmd_with_response:2*
le16_add_cpu:0* le16_sub_cpu:0* le16_to_cpus:0* le32_add_cpu:0* le32_to_cpu_array:0* le32_to_cpus:0*
led_classdev_register:1! led_compose_name:2* led_trigger_register:0! lima_ctx_mgr_init:0*
line6_create_audio_in_urbs:0* line6_create_audio_out_urbs:0* line6_midibuf_init:0* line6_send_raw_message:1*
line6_write_data:2* list_del:0 list_del_init:0 lock_set_cmp_fn:0* lookup_bdev:0* lpfc_clear_la:1*
lpfc_config_async:1* lpfc_config_hbq:4* lpfc_config_link:1* lpfc_config_msi:1* lpfc_config_port:1*
lpfc_config_ring:2* lpfc_down_link:1* lpfc_dump_mem:1* lpfc_dump_static_vport:1* lpfc_dump_wakeup_param:1*
lpfc_get_sfp_info_wait:1* lpfc_heart_beat:1* lpfc_init_link:1* lpfc_init_vfi:0* lpfc_init_vpi:1*
lpfc_kill_board:1* lpfc_mbox_rsrc_prep:1* lpfc_mbox_tmo_val:1* lpfc_mbuf_alloc:2! lpfc_mbuf_free:2*
lpfc_parse_vpd:1* lpfc_read_config:1* lpfc_read_lnk_stat:1* lpfc_read_nv:1* lpfc_read_object:2*
lpfc_read_rev:1* lpfc_read_sparam:1* lpfc_read_topology:1* lpfc_reg_fcfi:1* lpfc_reg_rpi:4* lpfc_reg_vfi:0*
lpfc_reg_vpi:1* lpfc_request_features:1* lpfc_resume_rpi:0* lpfc_sli4_build_dflt_fcf_record:1*
lpfc_sli4_config:1* lpfc_sli4_dump_cfg_rg23:1* lpfc_sli4_mbox_rsrc_extent:1* lpfc_sli4_mbx_read_fcf_rec:1!
lpfc_sli_config_mbox_opcode_get:1* lpfc_sli_config_mbox_subsys_get:1* lpfc_sli_issue_mbox:1*
lpfc_sli_issue_mbox_wait:1* lpfc_sli_pcimem_bcopy:1* lpfc_sli_prep_els_req_rsp:3* lpfc_sli_prep_gen_req:2*
lpfc_unreg_did:3* lpfc_unreg_fcfi:0* lpfc_unreg_login:3* lpfc_unreg_vfi:0* lpfc_unreg_vpi:2*
lsb_header_v2_dump:1* lwq_init:0 mISDN_FsmInitTimer:1* mISDN_clear_bchannel:0 mISDN_initbchannel:0*
mISDN_initdchannel:0* mISDNisac_init:0* mana_gd_alloc_memory:2* mana_gd_create_mana_wq_cq:2*
mana_gd_init_req_hdr:0* mana_gd_send_request:2* mantis_i2c_exit:0* mantis_input_exit:0* mantis_pci_exit:0*
mantis_stream_control:0* mark_verifier_state_clean:0* mas_store_gfp:1! match_int:1* match_string:0*
match_string:2* match_strlcpy:0* max_array:0* max_channels:0* mbox_request_channel:0!
mbox_request_channel_byname:1* mc13xxx_irq_request:4 mcp251xfd_spi_cmd_read_nocrc:0* md_rdev_init:0*
mdp_comp_destroy:0* media_create_intf_link:0! media_device_cleanup:0* media_devnode_unregister_prepare:0*
media_entity_cleanup:0* media_entity_pads_init:0 media_entity_pads_init:2 media_request_object_get:0*
mei_cldev_register_notif_cb:0* mei_cldev_register_rx_cb:0* mei_cldev_send:1* mei_me_cl_init:0*
mem_cgroup_charge:0! memcg1_alloc_events:0* memcg1_memcg_init:0* memory_read_from_buffer:3* mgb4_regs_free:0*
mgmt_cmd_complete:4* mhi_queue_skb:2! mi_get_ref:1* migrate_device_finalize:0* migrate_device_finalize:1*
min_array:0* minix_set_bit:1* misc_deregister:0 misc_register:0! mlx4_INIT_HCA:1* mlx4_MAD_IFC:5*
mlx4_MAD_IFC:6* mlx4_QUERY_FUNC_CAP:2! mlx4_QUERY_HCA:1* mlx4_bf_alloc:1* mlx4_bitmap_alloc_range:0*
mlx4_bitmap_cleanup:0* mlx4_bitmap_init:0* mlx4_en_fill_qp_context:8* mlx4_en_set_num_rx_rings:0*
mlx4_ib_update_cache_on_guid_change:3* mlx4_is_slave:0* mlx4_make_profile:2* mlx4_make_profile:3*
mlx4_mr_alloc:7* mlx4_mr_free:1* mlx4_pd_alloc:1* mlx4_pd_free:1* mlx4_qp_modify:4* mlx4_qp_reserve_range:3*
mlx4_qp_to_ready:2* mlx4_uar_alloc:1* mlx4_uar_free:1* mlx4_write_mtt:4* mlx4_zone_add_one:1!
mlx5_add_flow_rules:1* mlx5_add_flow_rules:3* mlx5_cmd_check:2* mlx5_cmd_check:3* mlx5_cmd_exec:1*
mlx5_cmd_exec:3* mlx5_cmd_exec_in:2* mlx5_cmd_exec_inout:2* mlx5_cmd_exec_inout:3* mlx5_cmd_fc_alloc:1*
mlx5_cmd_init_async_ctx:1* mlx5_cmd_query_cong_params:2* mlx5_cmd_query_srq:2* mlx5_core_access_reg:1*
mlx5_core_access_reg:3* mlx5_core_alloc_pd:1* mlx5_core_create_cq:2* mlx5_core_create_mkey:2*
mlx5_core_create_rq:1* mlx5_core_create_rq_tracked:1* mlx5_core_create_rqt:1* mlx5_core_create_sq:1*
mlx5_core_create_sq_tracked:1* mlx5_core_dct_query:2* mlx5_core_destroy_mkey:1*
mlx5_core_destroy_rq_tracked:1! mlx5_core_modify_cq:2* mlx5_core_modify_hca_vport_context:4*
mlx5_core_modify_rq:2* mlx5_core_modify_rqt:2* mlx5_core_modify_sq:2* mlx5_core_modify_tir:2*
mlx5_core_modify_tis:2* mlx5_core_qp_query:2* mlx5_core_query_cq:2* mlx5_core_query_mkey:2*
mlx5_core_query_rq:2* mlx5_core_query_vport_counter:4* mlx5_core_reserved_gid_alloc:1*
mlx5_core_reserved_gid_free:1* mlx5_cqwq_create:3* mlx5_cqwq_get_size:0* mlx5_create_encryption_key:4*
mlx5_create_flow_group:1* mlx5_create_scheduling_element_cmd:3* mlx5_db_alloc_node:1* mlx5_db_free:1*
mlx5_devlink_port_init:0* mlx5_dm_sw_icm_alloc:5* mlx5_dm_sw_icm_alloc:6! mlx5_dm_sw_icm_dealloc:4*
mlx5_esw_bridge_debugfs_offloads_init:0* mlx5_esw_bridge_mdb_init:0 mlx5_esw_bridge_port_mcast_cleanup:0*
mlx5_esw_bridge_port_mcast_init:0* mlx5_fc_query_cached_raw:1* mlx5_fc_query_cached_raw:2*
mlx5_fpga_create_qp:2! mlx5_ib_read_wqe_rq:1* mlx5_ib_read_wqe_sq:1* mlx5_ib_read_wqe_srq:1* mlx5_init_fbc:3*
mlx5_modify_header_alloc:3* mlx5_modify_nic_vport_vlans:1* mlx5_qpc_create_qp:2*
mlx5_query_hca_vport_context:4* mlx5_query_nic_vport_system_image_guid:1* mlx5_rl_add_rate_raw:4*
mlx5_vdpa_create_mkey:2* mlx5_vdpa_create_rqt:1* mlx5_vdpa_create_tir:1* mlx5_vdpa_exec_async_cmds:1*
mlx5_vdpa_modify_rqt:1* mlx5_vport_get_other_func_cap:2* mlx5_vport_get_other_func_general_cap:2*
mlx5_wq_qp_create:3* mlx5dr_actions_build_ste_arr:4! mlx5dr_buddy_cleanup:0 mlx5dr_buddy_init:0*
mlx5dr_cmd_create_definer:5* mlx5e_accel_ipsec_fs_init:0* mlx5e_create_mkey:2*
mlx5e_ipsec_fs_tunnel_enabled:0* mlx5e_port_query_pbmc:1* mlx5e_port_set_pbmc:1* mlx5e_selq_prepare_params:1*
mlx5e_tc_match_to_reg_match:0* mlx5e_tc_set_attr_rx_tun:1! mlx5e_tc_tun_init_encap_attr:2* mlx5e_tir_init:0!
mlx5hws_arg_write:3* mlx5hws_bwc_matcher_create_complex:0* mlx5hws_cmd_rtc_create:2* mlx5hws_pat_calc_nope:5*
mlx5hws_pat_get_pattern:1* mlx5vf_cmd_alloc_pd:0* mlxfw_mfa2_tlv_advance:0* mlxsw_core_cpu_port_init:1!
mlxsw_core_port_netdev_link:3* mlxsw_linecards_event_ops_register:2! mlxsw_reg_sfd_num_rec_get:0*
mlxsw_reg_sfd_pack:0* mlxsw_reg_trans_query:2* mlxsw_reg_write:2* mlxsw_sp_acl_ruleset_bind:2*
mlxsw_sp_pgt_mid_alloc:1* mmc_io_rw_direct:5* mmc_of_parse_voltage:1* mmc_sd_switch:4*
mmp_register_fixed_factor_clks:0* mmp_register_fixed_rate_clks:0* mmp_register_path:0!
mmu_interval_notifier_insert:0! mmu_interval_read_begin:0* mmu_interval_read_retry:0* mon_bin_add:0*
most_deregister_interface:0* mpi3mr_cfg_get_driver_pg2:1* mpi3mr_cfg_get_sas_io_unit_pg0:1*
mpi3mr_cfg_get_sas_io_unit_pg1:1* mpi3mr_cfg_set_sas_io_unit_pg1:1* mpt3sas_config_get_sas_iounit_pg0:2*
mpt3sas_config_get_sas_iounit_pg1:2* mpt3sas_config_set_sas_iounit_pg1:2*
mpt3sas_config_update_driver_trigger_pg1:1* mpt3sas_config_update_driver_trigger_pg2:1*
mpt3sas_config_update_driver_trigger_pg3:1* mpt3sas_config_update_driver_trigger_pg4:1*
mpt3sas_ctl_add_to_event_log:1* mptcp_skb_ext_move:0* msm_gem_kernel_new:4* msm_gem_kernel_new:5*
msm_mmu_init:0* mt7601u_burst_write_regs:2* mt7601u_vendor_request:5* mt76_get_rate_power_limits:2*
mt76_mcu_send_msg:2* mt76u_vendor_request:5* mt7925_get_txpwr_info:2* mt_external_lock:0* mt_init:0*
mt_init_flags:0* mtd_device_register:0! mtd_get_master_ofs:0* mtd_point:3* mtd_point:5* mtd_read:4*
mtd_set_of_node:0 mtd_set_ooblayout:0* mtdtest_erase_good_eraseblocks:1* mtdtest_read:3*
mtdtest_scan_for_bad_eraseblocks:1* mthca_MAD_IFC:6* mthca_MAD_IFC:7* mthca_mr_alloc:6*
mthca_mr_alloc_notrans:3* mthca_write_mtt:3* mtk_ecc_adjust_strength:1* mtk_mutex_get:0*
mtk_vcodec_dec_set_default_params:0* mv88e6xxx_g1_read:2* mv88e6xxx_g2_pvt_read:3* mv88e6xxx_g2_read:2*
mv88e6xxx_port_read:3* mwifiex_adhoc_join:1* mwifiex_associate:1* mwifiex_config_start_uap:1*
mwifiex_debug_info_to_buffer:2* mwifiex_fill_new_bss_desc:2* mwifiex_get_debug_info:1*
mwifiex_init_lock_list:0* mwifiex_send_cmd:4* mwifiex_set_ht_params:1* mwifiex_set_secure_params:1*
mwifiex_set_sys_config_invalid_data:0* mwifiex_set_tpc_params:1* mwifiex_set_uap_rates:0*
mwifiex_set_vht_params:1* mwifiex_set_wmm_params:1* mwifiex_uap_set_channel:1* nand_change_read_column_op:2*
nand_cleanup:0* nand_controller_init:0* nand_ecc_cleanup_req_tweaking:0* nand_ecc_init_req_tweaking:0*
nand_scan:0! nand_set_controller_data:0* nand_set_controller_data:1 nand_set_flash_node:0 nand_to_mtd:0
nanddev_target_size:0* nci_core_conn_create:4* nci_hci_allocate:0! nci_register_device:0* nd_fletcher64:0*
nd_sb_checksum:0* nd_terminate_link:0* neigh_parms_data_state_cleanall:0* netdev_boot_setup_check:0*
netdev_hold:1* netdev_put:1* netdev_rss_key_fill:0* netdev_rx_handler_register:2!
netdev_set_default_ethtool_ops:0* netdev_tracker_alloc:1* netif_carrier_off:0* netif_napi_add:0*
netif_napi_add_tx:0* netif_napi_add_tx_weight:0* netif_napi_add_weight:0* netif_napi_del:0*
netif_napi_set_irq:0* netif_set_gro_ipv4_max_size:0* netif_set_gro_max_size:0* netif_set_gso_ipv4_max_size:0*
netif_set_gso_max_segs:0* netif_set_gso_max_size:0* netif_set_real_num_tx_queues:0* netif_set_tso_max_segs:0*
netif_set_tso_max_size:0* netlbl_af4list_add:0! netlbl_af4list_add:1 netlbl_af6list_add:0!
netlbl_af6list_add:1 netlbl_domhsh_add:0! netns_tracker_alloc:1* next_entry:0* next_urb:0*
nexthop_res_grp_activity_update:3* nf_conntrack_helper_register:0! nf_ct_add_helper:5* nf_ct_zone_add:0*
nf_flow_table_init:0! nf_hook_netdev_init:0* nf_queue_entry_get_refs:0* nfc_device_iter_init:0*
nfc_device_iter_next:0* nfc_digital_register_device:0* nfc_genl_data_init:0* nfc_hci_register_device:0*
nfc_set_remote_general_bytes:1* nfc_targets_found:1* nfcmrvl_fw_dnld_init:0* nfnl_msg_put:0*
nfp_abm_ctrl_read_params:0* nfp_ccm_clean:0* nfp_ccm_init:0* nfp_ccm_mbox_alloc:0* nfp_cpp_model_autodetect:1*
nfp_cpp_read:3* nfp_flower_compile_flow_match:2* nfp_net_fs_add_hw:1* nfp_net_irqs_assign:1*
nfp_net_tlv_caps_parse:2* nfp_nfd3_rx_csum:4* nfp_rtsym_read:3* nfs42_proc_layouterror:1*
nfs4_copy_open_stateid:0* nfs4_free_copy_state:0* nfs4_init_deviceid_node:0* nfs4_init_sequence:0*
nfs4_init_sequence:1* nfs4_mark_deviceid_unavailable:0* nfs4_stateid_copy:0* nfs4_stateid_match_other:1*
nfs_copy_fh:0* nfs_fattr_init:0* nfsd4_init_cb:0* nfsd4_set_deviceid:0* nfsd_get_nrthreads:1*
nfsd_set_nrthreads:1* nfsd_svc:1* nft_is_base_chain:0* nilfs_sysfs_delete_snapshot_group:0
nl80211_parse_random_mac:1* nl80211_parse_random_mac:2* nl80211_send_reg_change_event:0* nl80211hdr_put:0*
nla_memcpy:0* nla_nest_cancel:0* nla_nest_end:0* nla_nest_start:0* nla_nest_start_noflag:0*
nla_parse_deprecated:0* nla_parse_nested:0* nla_parse_nested_deprecated:0* nla_strscpy:0* nlmsg_cancel:0*
nlmsg_parse_deprecated:2* nlmsg_put:0* nouveau_bo_new:8* nouveau_display:0* nouveau_gem_new:6*
nouveau_sched_create:0* nr_neigh_hold:0* ns_alloc_inum:0! nsim_dev_port_is_pf:0* nsim_dev_port_is_vf:0*
ntb_register_device:0! ntb_set_ctx:1! ntb_transport_rx_enqueue:1! ntb_transport_rx_enqueue:2! ntfs_get_bh:4*
ntfs_insert_reparse:2* ntfs_nls_to_utf16:3* ntfs_read_bh:5* ntfs_write_bh:2* ntohl:0* nv04_cursor_init:0*
nv50_devinit_new_:0! nv50_instmem_new_:0! nvbios_pll_parse:2* nvbios_timingEp:6* nvif_object_constructed:0*
nvif_object_ctor:4* nvif_object_mthd:2* nvif_parent_ctor:1* nvkm_alarm_init:0* nvkm_chan_cctx_get:2*
nvkm_chan_new_:13* nvkm_engine_new_:0! nvkm_falcon_ctor:4* nvkm_gsp_rm_alloc_wr:0* nvkm_mem_new_type:6*
nvkm_memory_ctor:1* nvkm_memory_new:5* nvkm_mm_fini:0* nvkm_mmu_new_:0! nvkm_object_ctor:2*
nvkm_oproxy_ctor:2* nvkm_voltgpio_init:0* nvme_auth_augmented_challenge:4* nvme_init_ctrl:0!
nvme_quiesce_admin_queue:0* nvmefc_fmt_lsreq_discon_assoc:0* nvmem_destroy_layout:0* nvmet_auth_host_hash:1*
nvmet_bdev_set_limits:1* nvmet_copy_from_sgl:2* nvmet_copy_to_sgl:2* nvmet_ctrl_find_get:1*
nvmet_debugfs_subsys_setup:0 nvmet_sq_init:0! o2hb_get_all_regions:0* o2info_from_user:0* o2info_to_user:0*
o2net_register_handler:6! o2net_unregister_and_flush_handler_list:0* objpool_init:0* ocelot_mact_learn:2*
ocelot_vcap_filter_add:1! ocelot_vcap_filter_del:1* ocelot_vcap_filter_replace:1! ocfs2_clusterinfo_valid:0*
ocfs2_init_dealloc_ctxt:0* ocfs2_init_dinode_extent_tree:0* ocfs2_init_steal_slots:0*
ocfs2_init_xattr_value_extent_tree:0* ocfs2_orphan_scan_init:0* ocfs2_recovery_init:0*
ocfs2_xattr_get_nolock:4* of_at91_get_clk_range:2* of_changeset_add_prop_u32_array:3* of_changeset_destroy:0*
of_changeset_init:0* of_clk_add_hw_provider:2! of_clk_add_provider:2! of_clk_hw_register:1!
of_clk_parent_fill:1 of_find_node_by_path:0* of_find_property:1* of_get_child_by_name:1*
of_get_compatible_child:1* of_get_phy_mode:1* of_get_videomode:1* of_match_device:1* of_msi_configure:0*
of_msi_configure:1* of_node_init:0* of_node_set_flag:0* of_prop_next_u32:2* of_property_read_string:2*
of_property_read_string_index:3* of_property_read_u16:2* of_property_read_u32:0* of_property_read_u32:1*
of_property_read_u32:2* of_property_read_u32_array:2* of_property_read_u32_index:3*
of_property_read_u64_array:2* of_property_read_u8_array:2* of_property_set_flag:0* onfi_crc16:1*
optee_cq_init:0* optee_notif_init:0* optee_set_dev_group:0* optee_shm_arg_cache_init:0* optee_supp_init:0*
optee_supp_uninit:0* orangefs_inode_setxattr:2* otx2_mbox_regions_init:6* ovl_do_getxattr:2*
ovl_getxattr_upper:3* ovl_path_getxattr:3* ovs_dp_set_net:0 ovs_flow_tbl_init:0* ovs_meters_init:0*
ovs_nla_get_identifier:2* ovs_nla_put_tunnel_info:0* p54_download_eeprom:1* p9pdu_reset:0* padd_item:0*
panfrost_job_get_slot:0* panthor_fw_alloc_queue_iface_mem:1* panthor_fw_alloc_queue_iface_mem:2*
panthor_fw_alloc_queue_iface_mem:4* panthor_group_pool_create:0* panthor_vm_pool_create:0*
panthor_vm_pool_destroy:0* param_set_copystring:0* parman_create:1! parport_device_proc_register:0!
parport_register_dev_model:1* parport_register_dev_model@2 parport_register_port:3 pasid_supported:0*
path_get:0* pccard_read_tuple:3* pcf50633_register_irq:3! pch_gbe_set_ethtool_ops:0* pci_dev_id:0*
pci_hp_register:0! pci_read_config_byte:2 pci_read_config_dword:2 pci_read_vpd:3* pci_set_drvdata:0*
pci_vpd_check_csum:0* pci_vpd_find_id_string:0* pci_vpd_find_ro_info_keyword:0* pci_write_vpd:3* pcl_init:0*
pde_force_lookup:0* pds_vdpa_debugfs_add_pcidev:0* pds_vdpa_get_mgmt_info:0* percpu_ref_exit:0*
percpu_ref_get:0* percpu_ref_init:0! persistent_ram_ecc_string:0* persistent_ram_new:6* persistent_ram_old:0*
persistent_ram_old_size:0* pinctrl_find_and_add_gpio_range:1! pinctrl_generic_add_group:2!
pkey_handler_apqns_for_key:3* pkey_handler_apqns_for_keytype:4* platform_device_add_data:1*
platform_device_add_resources:1* platform_get_drvdata:0* platform_get_irq_byname:1*
platform_get_irq_byname_optional:1* platform_set_drvdata:0* plist_head_init:0* pm80x_free_irq:2*
pm_runtime_get_noresume:0* pm_runtime_mark_last_busy:0* pm_suspend_ignore_children:0* pnfs_copy_range:0*
pnfs_init_ds_commit_info:0* pnp_add_id:0* pnp_bios_get_dev_node:2* pnp_bios_set_dev_node:2*
policydb_load_isids:0* populate_security_buffer:0* port_name:0* posix_acl_from_xattr:1* posix_acl_to_xattr:2*
power_supply_register:1 power_supply_register@2! ppp_register_channel:0! pqm_init:0* pqm_init:1! pqm_uninit:0*
prestera_hw_counter_block_get:2* prestera_hw_counter_block_get:3* prestera_hw_counter_block_get:4*
prestera_hw_flood_domain_create:0* prestera_hw_mdb_create:0* prestera_hw_nh_group_create:2*
prestera_hw_port_info_get:1* prestera_hw_rif_create:2* prestera_hw_rif_create:3* prestera_hw_vr_create:1*
prev_cputime_init:0* print_event_filter:1* print_subsystem_event_filter:1* psb_gtt_allocate_resource:6*
psched_l2t_ns:0* psched_ppscfg_precompute:0* psched_ratecfg_precompute:0* psp_ras_enable_features:1*
pstore_ftrace_combine_log:1* pstore_mkfile:1! ptp_cleanup_pin_groups:0* ptp_clock_register:0!
ptp_populate_pin_groups:0! put_net_track:1* pvr2_channel_done:0* pvr2_hdw_cpufw_get:2* pvr_cccb_fini:0*
pvr_queue_job_init:0* pvr_stream_process:2* pwc_construct:0* pwmchip_set_drvdata:0*
q6asm_audio_client_alloc:2! qat_hal_wr_uwords:4* qbman_eq_desc_clear:0* qbman_eq_desc_set_fq:0*
qbman_eq_desc_set_no_orp:0* qcom_scm_assign_mem:3* qdio_alloc_buffers:0* qdio_allocate_qs:0*
qdio_free_buffers:0* qed_chain_alloc:1! qed_cxt_get_tid_mem_info:1* qed_fw_l2_queue:2* qed_fw_vport:2*
qed_init_struct:0* qed_int_register_cb:2! qed_int_register_cb:3* qed_int_register_cb:4* qed_mcp_nvm_read:2*
qed_mfw_fill_tlv_data:2* qed_qm_common_rt_init:1* qed_roce_alloc_cid:1* qede_fill_rss_params:1*
qede_fill_rss_params:2* qeth_l3_add_ipato_entry:1! qib_eeprom_read:2* qib_eeprom_write:2* qib_qsfp_dump:1*
qla24xx_get_port_database:2* qla26xx_dport_diagnostics:1* qla2x00_count_set_bits:0* qla2xxx_get_ini_stats:1*
qla2xxx_get_ini_stats:2* qla2xxx_get_tgt_stats:3* qla2xxx_reset_stats:1* qla2xxx_start_stats:1*
qla2xxx_stop_stats:1* qla4_8xxx_ms_mem_write_128b:2* qla_cpu_update:0* qla_edif_sadb_build_free_pool:0*
qla_mailbox_passthru:1* qla_mailbox_passthru:2* qlcnic_83xx_flash_bulk_write:2* qlcnic_83xx_flash_write32:2*
qlcnic_83xx_lockless_flash_read32:2* qlcnic_alloc_mbx_args:0! qlcnic_free_mbx_args:0* qlcnic_get_pci_info:1*
qlcnic_ms_mem_write128:2* qlcnic_swap32_buffer:0* qman_create_fq:2! qman_destroy_fq:0* qmi_add_lookup:0!
qmi_add_server:0! qmi_handle_init:0! qmi_send_request:6* qmi_txn_init:3* qrtr_endpoint_register:0!
qsfp_dump:1* qsfp_read:3* qsfp_write:3* queue_work:1! qword_get:1* qxl_alloc_bo_reserved:3* qxl_bo_unref:0*
r100_cs_track_clear:1* radeon_add_atom_connector:4* radeon_atom_init_mc_reg_table:2*
radeon_atombios_get_lvds_info:0* radeon_atombios_get_primary_dac_info:0* radeon_atombios_get_tmds_info:1*
radeon_atombios_get_tv_dac_info:0* radeon_atombios_init_crtc:1* radeon_bo_create:8* radeon_bo_unref:0*
radeon_combios_get_tv_dac_info:0! radeon_legacy_get_ext_tmds_info_from_combios:1*
radeon_legacy_get_ext_tmds_info_from_table:1* radeon_legacy_get_tmds_info_from_combios:1*
radeon_legacy_get_tmds_info_from_table:1* radeon_legacy_init_crtc:1* radeon_vm_bo_add:1! radeon_vm_init:1*
radix_tree_insert:2! radix_tree_is_internal_node:0* range_len:0 rate_control_set_rates:2!
ratelimit_default_init:0* ratelimit_set_flags:0* ratelimit_state_init:0* rb_erase:1* rb_first:0*
rcbagbt_mem_init:1* rcu_head_init:0* rdev_set_sar_specs:1* rdma_ah_set_dgid_raw:1* rdma_ip2gid:1!
rdma_nl_put_driver_u64_hex:2* rdma_restrack_init:0* rdma_restrack_new:0* rdma_restrack_parent_name:0*
rds_conn_net_set:0 rds_ib_create_mr_pool:0* rds_inc_init:0* rds_inc_path_init:0* read_8051_data:3*
read_bytes_from_xdr_buf:2! read_extent_buffer:1* read_reg_atomic:2* red_set_parms:0* ref_tracker_dir_exit:0*
ref_tracker_dir_init:0* reg_query_regdb_wmm:0* reg_query_regdb_wmm:2* register_adapter_interrupt:0!
register_cdrom:1! register_ftrace_function_probe:3* register_net_sysctl_sz:2 register_netdev:0!
register_netdevice:0! regmap_debugfs_disable:0* regulator_of_get_init_data:3* regulatory_hint_country_ie:2*
reiserfs_cache_bitmap_metadata:2* release_resource:0* remove_wait_queue:1 request_firmware:1* request_irq:3!
request_irq:4! request_key:1* request_key_and_link:3* resctrl_online_mon_domain:1! resource_contains:0*
resource_overlaps:0* resource_size:0* rhashtable_destroy:0* rhashtable_init:0 rhashtable_init:1!
rhashtable_insert_fast:1! rhashtable_lookup_get_insert_fast:1 rhashtable_lookup_insert_fast:1!
rhashtable_remove_fast:1 rhashtable_walk_exit:0 rhashtable_walk_start:0 rhltable_destroy:0* rhltable_init:0!
rht_obj:0* rio_attach_device:0* rio_init_dbell_res:0* rio_init_mbox_res:0* rio_route_clr_table:0*
rmnet_vnd_dellink:2* rmnet_vnd_newlink:4* rndis_register:1! roccat_common2_device_init_struct:1*
rose_neigh_hold:0* rpc_init_pipe_dir_head:0* rpc_init_pipe_dir_object:0* rpc_init_priority_wait_queue:0*
rpc_init_rtt:0* rpc_init_wait_queue:0* rpc_ntop:1* rpc_queue_upcall:1! rpc_set_port:0*
rpcauth_destroy_credcache:0* rpcauth_init_cred:0* rpcauth_init_credcache:0* rpmh_rsc_send_data:1!
rproc_coredump_add_custom_segment:4! rq_qos_add:0! rq_wait_init:0* rs_modnn:0* rs_pretty_print_rate:0*
rs_pretty_print_rate_v1:0* rsc_mgr_init:0* rsc_mgr_uninit:0* rsi_create_kthread:1* rsi_default_ps_params:0*
rsi_init_event:0* rt2x00usb_vendor_request:5* rtc_timer_init:0* rtl_get_hwinfo:3* rtllib_parse_info_param:3*
rtllib_softmac_new_net:1* rtrs_cq_qp_destroy:0* rtsx_read_cfg_seq:3* rtsx_read_efuse:2* rtsx_read_ppbuf:1*
rtsx_read_register:2* rtsx_stor_access_xfer_buf:0* rtsx_stor_get_xfer_buf:0* rtsx_stor_set_xfer_buf:0*
rtsx_write_cfg_seq:3* rtw89_fw_h2c_add_pkt_offload:1* rtw89_hex_dump:3* rtw_ap_set_wep_key:1* rtw_rx_stats:2*
rtw_sitesurvey_cmd:1* rtw_tx_fill_tx_desc:1* rtw_update_rx_freq_for_invalid:1* rv770_copy_bytes_to_smc:2*
rvu_alloc_bitmap:0* rvu_cgx_exit:0* rvu_free_bitmap:0* rvu_mcs_exit:0* rvu_unregister_dl:0* rxe_add_to_pool:1!
rxrpc_call_init_rtt:0* s5p_mfc_dec_ctrls_delete:0* s5p_mfc_dec_init:0* s5p_mfc_enc_init:0*
saa7146_i2c_adapter_prepare:1 saa7146_vmalloc_build_pgtable:2* saa7146_write:0* saa7164_bus_dump:0*
saa7164_bus_setup:0* saa7164_cmd_send:5* saa7164_downloadfirmware:0* sanitize_string:0* sbitmap_free:0*
sbitmap_init_node:0* sbitmap_queue_init_node:0* sclp_fill_core_info:1* scp_get_rproc:0* scp_put:0*
scsi_enable_async_suspend:0* scsi_execute_cmd:3* scsi_mode_sense:4* scsi_sanitize_inquiry_string:0*
scsi_sg_copy_to_buffer:1 scsi_vpd_lun_id:1* sctp_make_strreset_req:2* sdio_writesb:2* sdma_txinit:0*
sdw_fill_msg:0* security_context_str_to_sid:0* security_sidtab_hash_stats:0* selinux_policy_genfs_sid:2*
seq_buf_init:1 seq_buf_puts:1* seqcount_spinlock_init:0 set_autofs_type_indirect:0* set_closure_fn:0*
set_dev_node:0* set_hwid:0* set_primary_fwnode:0* set_ring_xdp:0* set_session_flag:0* set_userns_rlimit_max:0*
set_xen_guest_handle:1* setup_authusers_ACE:0* setup_special_mode_ACE:0* setup_special_user_owner_ACE:0*
setup_ufile_idr_uobject:0* sg_chain:0* sg_copy_from_buffer:2* sg_copy_to_buffer:2* sg_free_table_chained:0*
sg_mark_end:0* sg_pcopy_to_buffer:2* sg_unmark_end:0* sh_css_binary_args_reset:0* sha1_transform:1*
shash_desc_zero:0* shmem_create_from_data:1* shpchp_create_ctrl_files:0* shpchp_release_ctlr:0*
shrinker_debugfs_name_alloc:0* shrinker_debugfs_name_free:0* si470x_set_freq:0* si_copy_bytes_to_smc:2*
simple_mdio_write:0* single_open:2! siw_mr_add_mem:0* siw_mr_drop_mem:0* sk_msg_xfer:0* sk_prot_clear_nulls:0*
sk_psock_set_state:0* skb_add_pseudo_hdr:0* skb_checksum_none_assert:0* skb_copy_bits:2 skb_copy_decrypted:0*
skb_copy_from_linear_data:0* skb_copy_from_linear_data:1* skb_copy_from_linear_data_offset:0*
skb_copy_from_linear_data_offset:2* skb_copy_hash:0* skb_copy_to_linear_data:0* skb_copy_to_linear_data:1*
skb_copy_to_linear_data_offset:0* skb_dst:0* skb_dst_drop:0* skb_dst_set:0* skb_dst_set_noref:0*
skb_end_offset:0* skb_ext_copy:0* skb_mark_for_recycle:0* skb_mark_napi_id:0* skb_pull:0* skb_pull:1*
skb_push:0* skb_put:0* skb_put:1* skb_put_data:0* skb_put_data:1* skb_put_data:2* skb_put_u8:0*
skb_put_zero:0* skb_queue_purge:0 skb_record_rx_queue:0* skb_reserve:0* skb_reserve:1* skb_reset_mac_header:0*
skb_reset_mac_len:0* skb_reset_network_header:0* skb_reset_transport_header:0* skb_set_delivery_time:0*
skb_set_delivery_type_by_clockid:0* skb_set_dst_pending_confirm:0* skb_set_hash:0*
skb_set_inner_network_header:0* skb_set_mac_header:0* skb_set_network_header:0* skb_set_network_header:1*
skb_set_tcp_pure_ack:0* skb_set_transport_header:0* skb_set_transport_header:1* skb_shared:0*
skb_store_bits:2* skb_unlink:0* skb_unlink:1* skcipher_request_set_callback:0* skcipher_request_set_crypt:0*
skcipher_request_set_tfm:0* skge_write16:0* skl_ddb_entry_equal:0* slhc_compress:4* sm_ll_extend:0*
sm_ll_new_disk:0* sm_ll_open_disk:0* smb2_set_next_command:1* smb2_set_related:0* smb2_set_replay:1*
smb2_validate_and_copy_iov:2* smbConvertToUTF16:0* smb_strtoUTF16:0* smbd_destroy:0* smc_clc_send_accept:1*
smc_clc_send_accept:3* smc_clc_srv_v2x_features_validate:2* smc_clc_v2x_features_confirm_check:1*
smc_ism_attach_dmb:2* smc_ism_register_dmb:2* smc_llc_lgr_init:0* smc_pnet_find_alt_roce:1*
smc_pnetid_by_table_ib:0* smc_vlan_by_tcpsk:1! smc_wr_alloc_lgr_mem:0* smc_wr_free_lgr_mem:0* smi_ir_exit:0*
smi_ir_start:0* smk_import_entry:0* smscore_register_client:2* smscore_set_board_id:0*
smscore_translate_msg:0* smsendian_handle_message_header:0* smsendian_handle_tx_message:0*
smu_cmn_update_table:3* snd_ac97_bus_proc_init:0* snd_ak4113_create:5* snd_ak4114_create:6* snd_array_init:0*
snd_bebob_read_block:2* snd_card_new:5* snd_ctl_enum_info:3* snd_ctl_find_id:1* snd_device_alloc:0*
snd_device_free_all:0* snd_device_new:2! snd_efw_command_get_hwinfo:1! snd_efw_transaction_cmd:1*
snd_efw_transaction_run:1* snd_fw_transaction:3* snd_hda_gen_spec_init:0* snd_i2c_device_create:3*
snd_midi_event_new:1* snd_midi_event_no_status:0* snd_motu_register_dsp_message_parser_copy_parameter:1*
snd_opl4_read_memory:1* snd_opl4_write_memory:1* snd_pcm_new:5* snd_rawmidi_new:5* snd_rawmidi_set_ops:0*
snd_seq_device_new:4* snd_seq_oss_midi_setup:0* snd_soc_add_component_controls:1* snd_soc_card_set_drvdata:0*
snd_soc_fixup_dai_links_platform_name:0* snd_soc_of_parse_audio_routing:0* snd_soc_of_parse_card_name:0!
snd_sof_dsp_dbg_dump:1* snd_sof_ipc_msg_data:2* snd_sof_pcm_init_elapsed_work:0* snd_usb_ctl_msg:6*
snd_usb_init_pitch:1* snd_usb_mixer_add_list:0! snd_usb_mixer_elem_init_std:0* snd_usb_mixer_fu_apply_quirk:1*
snd_use_lock_init:0* snd_use_lock_use:0* soc_device_register:0! soc_pcmcia_init_one:0* sock_create:3*
sock_create_kern:4* sof_client_ipc_tx_message_no_reply:1* sof_mailbox_read:2* sof_oops:2* sof_stack:2*
sof_update_ipc_object:1 solo_reg_read:0* sort_iter_add:0* sort_iter_init:0* sparx5_mirror_add:0*
sparx5_mirror_stats:0* spi_controller_set_devdata:0* spi_message_init:0* spi_read_eeprom:2* spi_sync:1*
spi_sync_transfer@1* spk_s2uchar:1* squashfs_read_metadata:1* sr_do_ioctl@1* sr_vendor_init:0*
srp_target_free:0* ssam_controller_destroy:0 ssam_irq_free:0* sst_set_stream_status:0* st21nfca_dep_init:0*
st21nfca_se_init:0* st21nfca_vendor_cmds_init:0* st_core_init:0* st_ll_init:0* stack_depot_snprint:1*
sti_font_convert_bytemode:1* stk1160_vb2_setup:0* string_lower:0* string_upper:0* strncpy_from_user:0
strp_init:0* strstrip:0* struct_size:2* submit_bio_wait:0* svc_is_backchannel:0* svc_rdma_cc_init:1*
svc_rdma_recv_cid_init:1* svc_rdma_send_cid_init:1* svc_xprt_init:2* svnic_wq_disable:0* svnic_wq_enable:0*
svnic_wq_free:0* swap:0* swap:1* sxgbe_set_ethtool_ops:0* sym_name:0* symtab_init:0* synth_event_cmd_init:1
sysfs_create_bin_file:1! t3_load_fw:1* t4_l2t_alloc_switching:3* t4_load_boot:1* t4_memory_rw:5*
t4_prep_adapter:0* t4_prep_fw:4* t4_read_reg:0* t4_set_trace_filter:0* t4_set_trace_filter:1* t4_write_reg:0*
t4vf_prep_adapter:0* target_cmd_init_cdb:1* target_setup_session:5! task_barrier_init:0*
task_io_account_write:0* tasklet_kill:0* tb_cfg_read:1* tb_port_write:1* tb_property_format_dir:1* tb_route:0*
tb_switch_find_vse_cap:0* tcf_exts_destroy:0* tcf_exts_get_net:0* tcf_exts_init:0* tcf_exts_init_ex:0*
tcf_exts_validate:4* tcf_exts_validate_ex:2* tcf_exts_validate_ex:4* tcm_reserve_1d:2* tcm_reserve_2d:6*
tcp_ao_hash_skb:5* tcp_skb_timestamp_us:0* tee_device_alloc:3 tee_param_is_memref:0* tegra_clk_dev_register:0
tegra_display_hub_cleanup:0* tegra_display_hub_prepare:0* tegra_plane_interconnect_init:0*
tegra_xusb_lane_parse_dt:0* tegra_xusb_pad_init:0! test_share_config_flag:0* test_tree_conn_flag:0*
thermal_cooling_device_destroy_sysfs:0* thermal_cooling_device_setup_sysfs:0* thermal_debug_cdev_add:0*
thermal_of_cooling_device_register:1* thermal_zone_device_register_with_trips:3 ti_clk_add_component:1*
ti_clk_parse_divider_data:4* ti_clk_retry_init:1! timecounter_init:0* timecounter_init:1
timerqueue_init_head:0* tipc_crypto_start:0* tipc_crypto_start:2! tipc_disc_create:1! tipc_disc_create:2*
tipc_nlist_init:0* tipc_topsrv_kern_subscr:6* tls_make_aad:0* tls_xor_iv_with_seq:1*
tomoyo_init_request_info:0* tomoyo_parse_number_union:1* tomoyo_parse_ulong:0* tomoyo_write_log:0*
touchscreen_parse_properties:2* tpg_alloc:0* tpg_free:0* tpg_init:0* tpg_s_fourcc:0* tpm2_init_space:0*
tpm_buf_append:1* trace_9p_fid_ref:0* trace_add_delayed_data_ref:1* trace_add_delayed_tree_ref:1*
trace_afs_fs_probe:2* trace_alloc_extent_state:0* trace_amdgpu_bo_list_set:0*
trace_async_phy_outbound_initiate:0* trace_avs_msg_payload:0* trace_binder_transaction:1*
trace_btrfs_prelim_ref_insert:1* trace_btrfs_qgroup_trace_extent:1* trace_btrfs_workqueue_alloc:0*
trace_cdns2_alloc_request:0* trace_cdns3_alloc_request:0* trace_cdnsp_alloc_request:0* trace_coda_bit_queue:2*
trace_create_sess:0* trace_dwc3_alloc_request:0* trace_find_event_field:1* trace_fsi_slave_init:0*
trace_gb_bundle_create:0* trace_gb_connection_create:0* trace_gb_hd_create:0* trace_gb_interface_create:0*
trace_gb_module_create:0* trace_hfi1_exp_tid_reg:4* trace_hfi1_opfn_param:2* trace_i915_context_create:0*
trace_ib_mad_create_agent:0* trace_ib_umad_write:1* trace_ib_umad_write:2*
trace_ice_eswitch_br_fdb_entry_create:0* trace_ice_eswitch_br_vlan_create:0* trace_io_uring_cqe_overflow:4*
trace_irdma_add_mqh_4:1* trace_irdma_add_mqh_6:1* trace_mlx5_esw_bridge_fdb_entry_init:0*
trace_mlx5_esw_bridge_vlan_create:0* trace_mlx5_esw_bridge_vport_init:0* trace_mlx5_esw_group_qos_create:1*
trace_mlx5_esw_group_qos_create:2* trace_mlx5_sf_dev_add:1* trace_mtu3_alloc_request:0*
trace_musb_req_alloc:0* trace_netfs_folioq:0* trace_nfs_mount_path:0* trace_nfsd_cb_offload:1*
trace_nfsd_cb_offload:2* trace_nfsd_expkey_update:1* trace_objagg_create:0* trace_objagg_obj_create:1*
trace_parser_get_init:0* trace_parser_put:0* trace_radeon_bo_create:0* trace_rpc_clnt_new:0*
trace_rpcgss_svc_authenticate:1* trace_seq_init:0 trace_seq_printf:0 trace_seq_used:0*
trace_ssam_event_item_alloc:0* trace_svcsock_new:0* trace_tipc_node_create:0* trace_tmigr_group_set:0*
trace_v4l2_dqbuf:1* trace_v4l2_qbuf:1* trace_vmbus_open:0* trace_vmbus_send_modifychannel:0*
trace_vmbus_teardown_gpadl:0* trace_wil6210_wmi_event:0* trace_wil6210_wmi_event:1* trace_writeback_queue:1*
trace_xchk_scrubv_barrier_fail:3* trace_xchk_scrubv_item:3* trace_xchk_scrubv_outcome:3*
trace_xe_sched_msg_add:0* trace_xe_vm_create:0* trace_xfarray_create:0* trace_xfarray_sort:0*
trace_xfile_create:0* trace_xfs_buf_init:0* trace_xfs_log_recover_inode_cancel:1*
trace_xfs_log_recover_inode_recover:1* trace_xfs_log_recover_inode_skip:1* trace_xfs_trans_alloc:0*
trace_xhci_dbc_alloc_request:0* trace_xhci_ring_alloc:0* trace_xmbuf_create:0* tracing_log_err:2*
transport_set_vpd_assoc:0* transport_set_vpd_assoc:1* transport_set_vpd_ident:0* transport_set_vpd_ident:1*
transport_set_vpd_ident_type:0* transport_set_vpd_ident_type:1* transport_set_vpd_proto_id:0*
transport_set_vpd_proto_id:1* ttm_bo_pin:0* ttm_bo_set_bulk_move:0* ttm_lru_bulk_move_fini:1*
ttm_lru_bulk_move_init:0* ttm_resource_fini:1 ttm_resource_manager_init:0* ttm_resource_manager_set_used:0*
ttm_sg_tt_init:0! ttm_tt_init:0! ttpci_budget_init:0! ttpci_budget_init_hooks:0* ttpci_eeprom_parse_mac:1*
tty_init_termios:0* tty_port_init:0 tty_save_termios:0* tty_termios_encode_baud_rate:0* tuner_i2c_xfer_recv:0*
tuner_i2c_xfer_send:0* tveeprom_hauppauge_analog:0* tveeprom_hauppauge_analog:1* tveeprom_read:0*
twsk_net_set:0 txgbe_atr_compute_perfect_hash:0* u64_stats_init:0* ubi_check_pattern:0*
ubi_debugfs_exit_dev:0* ubi_dump_ec_hdr:0* ubi_eba_create_table:0* ubi_eba_read_leb:3*
ubi_eba_replace_table:0* ubi_get_device_info:1* ubi_get_volume_info:1* ubi_io_read_data:1*
ubi_io_read_ec_hdr:2* ubi_msg:0* ubifs_bad_hash:1* ubifs_categorize_lprops:1* ubifs_copy_hash:2*
ubifs_dump_node:1* ubifs_dump_pnode:1* ubifs_encode_dev:0* ubifs_hmac_wkm:1* ubifs_idx_key:1* ubifs_leb_read:2
ubifs_node_calc_hash:1* ubifs_node_check_hash:1* ubifs_pad:1* ubifs_prep_grp_node:1*
ubifs_prepare_auth_node:1* ubifs_read_node:1! ubifs_scan:3* ubifs_scan_a_node:1* ubifs_shash_update:2*
ubifs_tnc_lookup:2* ubifs_tnc_lookup_dh:2 ubifs_tnc_lookup_nm:2* ubifs_tnc_read_node:2*
ubifs_validate_entry:1* ucc_of_parse_tdm:1* ucs2_as_utf8:0* ucs2_as_utf8:1* ucs2_utf8size:0*
udf_put_filename:3* uec_set_ethtool_ops:0* ulist_init:0* unregister_lte_tty_device:0* unregister_netdev:0*
usb_add_config_only:1! usb_anchor_urb:0* usb_bulk_msg_killable:2* usb_copy_descriptors:0* usb_endpoint_maxp:0*
usb_endpoint_num:0* usb_fill_bulk_urb:0* usb_fill_control_urb:0* usb_fill_control_urb:7 usb_fill_int_urb:0*
usb_find_common_endpoints:1* usb_find_common_endpoints:2* usb_find_common_endpoints:3*
usb_find_common_endpoints_reverse:3* usb_find_common_endpoints_reverse:4* usb_find_last_int_in_endpoint:1*
usb_find_last_int_out_endpoint:1* usb_gadget_ep_match_desc:2* usb_gstrings_attach:1*
usb_hub_adjust_deviceremovable:1* usb_init_urb:0* usb_make_path:1* usb_serial_debug_data:3*
usb_set_intfdata:0* usb_stor_access_xfer_buf:0* usb_stor_set_xfer_buf:0* usb_submit_urb:0* usb_to_input_id:1*
usb_unanchor_urb:0* usbhs_pkt_init:0* usbip_pack_pdu:1* usbip_start_eh:0* utf32_to_utf8:1* utf8_casefold:2*
utf8s_to_utf16s:3* utf8version_is_supported:0* uuid_copy:0* uuid_copy:1* uuid_gen:0 uuid_is_null:0*
uuid_parse:1* uvc_ctrl_init_device:0* uvc_query_ctrl:5* uvc_video_stats_dump:1* v3d_perfmon_open_file:0*
v4l2_async_nf_cleanup:0* v4l2_async_nf_init:0* v4l2_async_subdev_nf_init:0* v4l2_compat_get_array_args:5*
v4l2_compat_put_array_args:5* v4l2_ctrl_activate:0* v4l2_ctrl_auto_cluster:1* v4l2_ctrl_cluster:1*
v4l2_ctrl_handler_free:0* v4l2_ctrl_handler_init:0 v4l2_ctrl_handler_setup:0* v4l2_device_get:0*
v4l2_device_register:1! v4l2_device_set_name:0* v4l2_device_unregister:0* v4l2_device_unregister_subdev:0*
v4l2_fh_del:0* v4l2_fh_exit:0* v4l2_fh_init:0* v4l2_fh_is_singular:0* v4l2_fill_pixfmt_mp:0*
v4l2_m2m_ctx_init:1 v4l2_m2m_set_dst_buffered:0* v4l2_m2m_set_src_buffered:0* v4l2_prio_init:0*
v4l2_set_subdevdata:0* v4l2_subdev_init:0* v4l2_subdev_lock_state:0* v4l2_subdev_unlock_state:0*
v9fs_get_new_inode_from_fid:0* v9fs_session_close:0 valid_windows_name:1* vb2_queue_init:0*
vboxsf_init_inode:0! vboxsf_init_inode:2! vboxsf_stat:2* vc4_perfmon_open_file:0* vc4_queue_seqno_cb:1!
vchiq_get_peer_version:0* vchiq_get_peer_version:2* vchiq_open_service:2* vdec_ctrl_deinit:0*
vdpa_get_config:2* vdpa_mgmtdev_register:0! venc_ctrl_deinit:0* venus_helper_init_instance:0*
vfio_cdx_set_irqs_ioctl:5* vfio_fsl_mc_set_irqs_ioctl:5* vfio_info_add_capability:1*
vfio_pci_core_register_dev_region:6! vfs_getxattr:3* vgem_fence_open:0* vhost_iotlb_init:0* vhost_work_init:0*
viafb_get_gamma_table:0* viafb_set_gamma_table:1* video_set_drvdata:0* vidtv_channel_si_init:0*
vidtv_channels_destroy:0* vidtv_channels_init:0* vimc_ent_sd_register:6 vio_driver_init:0 vio_ldc_alloc:0
vio_ldc_alloc:2! vkread32:0* vma_numab_state_init:0* vmbus_post_msg:0* vmbus_recvpacket_raw:1*
vmbus_sendpacket:1* vmbus_sendpacket:3* vmci_ctx_set_chkpt_state:3* vmci_resource_add:0
vmci_resource_handle:0* vme_register_bridge:0! vmpressure_init:0* vmw_cmdbuf_res_add:1* vmw_cmdbuf_res_add:3!
vmw_devcaps_copy:2* vmw_surface_calculate_pitch:1* vmw_surface_get_image_buffer_size:1*
vmw_surface_setup_cache:5* vnet_hashfn:0* vp_modern_get_features:0* vp_modern_get_num_queues:0*
vp_modern_remove:0* vpdma_alloc_desc_buf:0* vpdma_create_desc_list:0* vpdma_free_desc_buf:0*
vpdma_free_desc_list:0* vpg31_construct:0* vpg3_construct:0* vpu_dec_deinit:0* vpu_dec_init:0!
vsp1_pipeline_reset:0* w1_add_master_device:0* w1_remove_master_device:0* wait_until_done_or_force_detached:2*
watchdog_set_nowayout:0* wf_register_control:0! wf_register_sensor:0! wfx_cmd_send:1* wfx_hif_write_mib:3*
wfx_send_pds:1* wg_cookie_init:0* wg_noise_handshake_init:0* wg_noise_reset_last_sent_handshake:0
wg_timers_init:0* wil_cid_fill_sinfo:2* wil_memcpy_fromio_32:0* wil_set_ethtoolops:0* wilc_send_config_pkt@2*
wiphy_delayed_work_init:0* wiphy_net_set:0 wiphy_work_init:0* wireless_send_event:3* wl1251_cmd_configure:2*
wl1251_dump:2* wl1251_mem_read:2* wl1271_cmd_configure:2* wl1271_cmd_interrogate:2* wl1271_cmd_send:2*
wl1271_cmd_template_set:3* wl1271_cmd_test:1* wl1271_dump:2* wl1271_rx_filter_flatten_fields:1*
wl12xx_copy_fwlog:1* wlc_phy_attach_nphy:0* wlcore_hw_set_rx_csum:2* wlcore_read:2*
wlcore_set_scan_chan_params:1* work_static:0* wpan_phy_net_set:0 write_bytes_to_xdr_buf:2!
write_extent_buffer:1* write_pnet:0* ww_mutex_destroy:0* wwan_register_ops:2! wwn_to_u64:0*
wx_read_ee_hostif_buffer:3* x25_type_trans:0* xa_alloc:1* xa_alloc_cyclic:2! xa_insert:2! xa_to_value:0*
xagb_bitmap_destroy:0* xagb_bitmap_init:0* xbc_node_compose_key:1* xchk_could_repair:0* xdp_rxq_info_reg:0*
xdp_rxq_info_unreg:0* xdr_buf_init:0* xdr_decode_hyper:1* xdr_netobj_dup:0* xe_guc_klv_count:0*
xe_print_blob_ascii85:3* xe_pt_populate_empty:1* xe_range_fence_tree_init:0* xe_sync_entry_add_deps:0*
xe_sync_entry_cleanup:0* xe_sync_entry_signal:0* xe_sync_in_fence_get:0* xe_sync_is_ufence:0*
xe_ttm_vram_get_used:1* xe_ttm_vram_get_used:2* xe_vm_has_scratch:0* xen_copy_trap_info:0*
xen_front_pgdir_shbuf_get_dir_start:0* xen_pci_frontend_enable_msi:1* xen_pci_frontend_enable_msix:1*
xen_pcibk_config_quirks_add_field:1! xenbus_alloc_evtchn:1* xenbus_directory:1* xenbus_exists:1*
xenbus_printf:1* xenbus_read:1* xenbus_scanf:1* xenbus_setup_ring:4* xenbus_write:1* xfarray_create:3*
xfarray_destroy:0* xfblob_create:1* xfblob_destroy:0* xfd_update_state:0* xfrm_if_id_put:0* xfrm_mark_put:0*
xfrm_migrate:7! xfs_alloc_schedule_autoreap:2* xfs_attr3_leaf_hdr_size:0* xfs_attr_calc_size:0*
xfs_attr_init_add_state:0* xfs_attr_init_remove_state:0* xfs_attr_init_replace_state:0* xfs_attr_intent_op:0*
xfs_buf_cache_destroy:0* xfs_buf_cache_init:0 xfs_defer_drain_free:0* xfs_defer_drain_init:0*
xfs_dinode_put_rdev:1* xfs_dir2_sf_firstentry:0* xfs_dir2_sf_get_ino:1* xfs_dir2_sf_get_parent_ino:0*
xfs_dir2_sf_nextentry:1* xfs_init_local_fork:2* xfs_inode_item_format_convert:1* xfs_ioc_attrmulti_one:2*
xfs_ioc_attrmulti_one:6* xfs_log_item_init:1* xfs_qm_dquot_logitem_init:0* xfs_readlink:1*
xfs_symlink_remote_read:1* xfs_trans_dup_dqinfo:1* xfs_trans_set_context:0* xfs_trans_switch_context:1*
xfsb_bitmap_init:0* xge_set_ethtool_ops:0* xgene_enet_set_ethtool_ops:0* xino_bitmap_init:0*
xlog_assign_atomic_lsn:0 xoff_bitmap_init:0* xoff_bitmap_walk:0* xprt_iter_init:0* xrep_reap_fsblocks:1*
xrep_setup_rtbitmap:1* xrep_setup_rtsummary:1* xstate_init_xcomp_bv:0* z_copy_from_user:1*
zalloc_cpumask_var:0! zcomp_available_algorithm:0* zcrypt_device_status_mask_ext:0* zcrypt_send_ep11_cprb:0*
zero_fill_bio:0* zfcp_dbf_adapter_register:0* zfcp_dbf_adapter_unregister:0* zfcp_diag_adapter_setup:0*
zfcp_erp_thread_kill:0* zfcp_fc_gs_setup:0! zfcp_fc_wka_ports_force_offline:0 zfcp_scsi_adapter_unregister:0*
zlib_inflateEnd:0* zstd_init_dctx:0* zynqmp_dp_remove:0*
`;
